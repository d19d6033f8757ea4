// Streamlit speaks English only, binds bare keys and names no language: what the document needs and no page can say.

const SAID = ["aria-label", "title", "placeholder", "alt", "aria-roledescription"];
const state = (window.intendance ??= { words: new Map(), patterns: [] });

export default function ({ data }) {
  const told = JSON.parse(new TextDecoder().decode(data));
  document.documentElement.lang = told.language;
  learn(told.words);
  if (told.person) remember(told.person);
  if (!state.watching) watch();
  translate(document.body);
}

/** Words that stand alone, words before a colon, and words around a name: "Help for {name}".
 *
 * Those that end with a name are looked for in attributes only: a text of a plan may well begin as they do.
 */
function learn(words) {
  state.words = new Map(words.filter(([from]) => !from.includes("{")));
  state.patterns = words
    .filter(([from]) => from.includes("{"))
    .map(([from, to]) => [...from.split("{name}"), ...to.split("{name}")]);
  state.closed = state.patterns.filter(([, after]) => after);
}

function said(text, patterns) {
  const bare = text.trim();
  const known = state.words.get(bare);
  if (known !== undefined) return text.replace(bare, known);
  const colon = bare.indexOf(": ");
  if (colon > 0 && state.words.has(bare.slice(0, colon))) return state.words.get(bare.slice(0, colon)) + bare.slice(colon);
  for (const [before, after, first, last] of patterns) {
    if (bare.length > before.length + after.length && bare.startsWith(before) && bare.endsWith(after)) {
      return first + bare.slice(before.length, bare.length - after.length) + last;
    }
  }
  return text;
}

function attribute(element, name) {
  const text = element.getAttribute(name);
  if (!text) return;
  const now = said(text, state.patterns);
  if (now !== text) element.setAttribute(name, now);
}

function words(node) {
  const now = said(node.nodeValue, state.closed);
  if (now !== node.nodeValue) node.nodeValue = now;
}

function translate(root) {
  if (root.nodeType === Node.TEXT_NODE) return words(root);
  if (root.nodeType !== Node.ELEMENT_NODE || root.closest("code, pre, textarea, script, style")) return undefined;
  for (const name of SAID) {
    attribute(root, name);
    for (const element of root.querySelectorAll(`[${name}]`)) attribute(element, name);
  }
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) words(walker.currentNode);
  return undefined;
}

/** Once a window: the component is called again at each change, and never told to clean up. */
function watch() {
  state.watching = true;
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") attribute(change.target, change.attributeName);
      else if (change.type === "characterData") words(change.target);
      else change.addedNodes.forEach(translate);
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true, attributeFilter: SAID });
  // Streamlit runs the page again on a bare R and clears its store on a bare C: no key may act alone (RGAA 12.10).
  document.addEventListener("keydown", alone, true);
  alongTheWay();
}

/** Streamlit makes an entry of the browser's history of each choice: only another page, or plan, is one to go back to. */
function alongTheWay() {
  const entry = history.pushState.bind(history);
  const place = (url) => [url.pathname, url.searchParams.get("plan")].join("?");
  history.pushState = (held, unused, address) => {
    const here = new URL(location.href);
    const there = new URL(address, here);
    if (place(there) !== place(here)) return entry(held, unused, address);
    const item = here.searchParams.get("item"); // what is chosen is none of Streamlit's: see board.js
    if (item) there.searchParams.set("item", item);
    return history.replaceState(held, unused, there);
  };
}

function alone(event) {
  const bare = !event.ctrlKey && !event.metaKey && !event.altKey && ["r", "c"].includes(event.key.toLowerCase());
  const path = event.composedPath()[0];
  const typing = path.isContentEditable || ["INPUT", "TEXTAREA", "SELECT", "CANVAS"].includes(path.tagName);
  if (bare && !typing) event.stopImmediatePropagation();
}

/** The name signs decisions and finds a person's preferences: it outlives a reload, in this browser only. */
function remember(person) {
  document.cookie = `intendance_person=${encodeURIComponent(person)}; path=/; max-age=31536000; SameSite=Strict`;
}
