// Parts of a board that Python sends apart, so that they cross the wire only when they are others: it shows nothing, and
// one of them tells Python what is chosen on the others.

/** Each takes one part, and says whether it is another than before. */
const FED = {
  body(board, text) {
    if (text === board.body) return false;
    board.body = text;
    board.model = modelOf(text);
    applied(board);
    return true;
  },
  states(board, text) {
    if (text === board.states) return false;
    board.states = text;
    applied(board);
    return true;
  },
  sieve(board, text, name) {
    if (text === board.sieves.get(name)) return false;
    board.sieves.set(name, text);
    applied(board);
    return true;
  },
  queue(board, text) {
    if (text === board.queue) return false;
    board.queue = text;
    return true;
  },
  at(board, text) {
    if (text === board.at) return false;
    if (text !== board.selected) addressed(null); // decided: the page went on
    board.at = text;
    return true;
  },
  /** The page chose, unless that was heard before. */
  pick(board, text) {
    const [item, rank] = JSON.parse(text);
    if (rank <= board.rank) return false;
    board.selected = board.at = item;
    addressed(item);
    board.rank = rank;
    return true;
  },
};

export default function ({ data, parentElement, setStateValue }) {
  const { settings, texts } = received(data);
  const board = joined(settings.board, parentElement, () => {});
  if (settings.tells) board.tell = (answer) => setStateValue("selected", answer);
  const others = settings.parts.filter(([part, name], place) => FED[part](board, texts[place], name));
  if (others.length) spread(board, others.map(([part]) => part), parentElement);
  return () => left(settings.board, parentElement);
}
