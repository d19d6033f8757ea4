// The verbs on the item at hand. Python is told which was pressed and for which item: the one its reader saw when the
// finger came down, whatever was drawn meanwhile. A double click, or a key held down, is one press: the next item is
// drawn before the second click, and nobody has read it.

const TYPED = "textarea, select, input:not([type=radio], [type=checkbox], [type=range]), [contenteditable=true]";

export default function ({ data, parentElement, setTriggerValue }) {
  const { label, verbs, item, closed } = JSON.parse(new TextDecoder().decode(data));
  const row = parentElement.querySelector(".row") ?? begun(parentElement);
  row.told = (verb, seen) => setTriggerValue("pressed", [verb, seen]);
  row.item = item;
  const drawn = JSON.stringify([label, verbs, closed]);
  if (row.drawn === drawn) return; // a button drawn again between finger down and up would lose its click
  row.drawn = drawn;
  row.setAttribute("aria-label", label);
  const focused = row.querySelector("button:focus")?.name;
  row.replaceChildren(...verbs.map((verb) => buttonOf(verb, closed, row)));
  if (focused) (row.querySelector(`[name=${focused}]`) ?? row.firstChild).focus();
}

function begun(parent) {
  const row = document.createElement("div");
  row.className = "row";
  row.setAttribute("role", "group");
  parent.append(row);
  const keyed = (event) => {
    if (!row.isConnected) document.removeEventListener("keydown", keyed, true);
    else byKeys(row, event);
  };
  document.addEventListener("keydown", keyed, true);
  return row;
}

function buttonOf([name, text, help, keys, said], closed, row) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", name, textContent: text, disabled: closed });
  button.dataset.keys = keys;
  if (help) {
    button.dataset.help = help;
    button.setAttribute("aria-description", help);
  }
  if (keys) {
    button.setAttribute("aria-keyshortcuts", keys.replace("Ctrl", "Control"));
    const hint = document.createElement("kbd");
    hint.textContent = said;
    hint.setAttribute("aria-hidden", "true");
    button.append(hint);
  }
  let seen;
  button.addEventListener("pointerdown", () => { seen = row.item; });
  button.addEventListener("click", ({ detail }) => { // how many clicks so far, none by a key
    if (detail <= 1) row.told(name, (detail && seen) || row.item);
    seen = undefined;
  });
  return button;
}

/** Not where somebody types, nor under a dialog; a key held down is pressed once. */
function byKeys(row, event) {
  const keys = `${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.key.length === 1 ? event.key.toUpperCase() : event.key}`;
  const button = [...row.children].find((one) => one.dataset.keys === keys);
  if (!button || event.shiftKey || event.altKey || event.composedPath()[0].matches?.(TYPED)) return;
  if (document.querySelector("[role=dialog]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!event.repeat) button.click();
}
