// A part of a board that Python sends apart, so that it crosses the wire only when it is another: it shows nothing.

const FED = {
  body(board, body) {
    if (body === board.body) return;
    board.body = body;
    board.model = modelOf(body);
    applied(board);
  },
  states(board, states) {
    board.states = states;
    applied(board);
  },
  sieve(board, sieve) {
    board.sieve = sieve;
    applied(board);
  },
};

export default function ({ data, parentElement }) {
  const { settings, body } = received(data);
  const board = joined(settings.board, parentElement, () => {});
  FED[settings.part](board, body);
  spread(board, settings.part, parentElement);
  return () => left(settings.board, parentElement);
}
