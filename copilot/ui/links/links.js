// Links to the desk's pages and plans. Each has an address, to be opened beside or kept; a plain click asks Python, and
// the page is not loaded again.

export default function ({ data, parentElement, setTriggerValue }) {
  const told = JSON.parse(new TextDecoder().decode(data));
  const focused = parentElement.querySelector("a:focus")?.dataset.name;
  const nav = made("nav");
  nav.setAttribute("aria-label", told.label);
  for (const [title, links] of told.groups) {
    if (title) nav.append(made("p", title));
    const list = made("ul");
    for (const link of links) {
      const line = made("li");
      line.append(linkOf(link, told.along, setTriggerValue));
      list.append(line);
    }
    nav.append(list);
  }
  parentElement.querySelector("nav")?.remove();
  parentElement.append(nav);
  if (focused) [...nav.querySelectorAll("a")].find((link) => link.dataset.name === focused)?.focus();
}

function linkOf([name, text, address, here], along, setTriggerValue) {
  const link = made("a", text);
  link.href = address;
  link.dataset.name = name;
  if (here) link.setAttribute("aria-current", "page");
  const current = () => { if (along) link.search = location.search; };
  for (const kind of ["pointerdown", "focus"]) link.addEventListener(kind, current);
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return; // another tab, another window
    event.preventDefault();
    setTriggerValue("followed", name);
  });
  return link;
}

function made(tag, text) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  return element;
}
