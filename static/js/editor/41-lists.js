// Lists as Word, Word on the web and Google Docs write them, made lists within lists.
const IGNORED = /mso-list:\s*ignore/i;
const TYPED_BULLET = /^\s*[•·▪◦‣]\s+/;
const NUMBERED = /^\(?(\d{1,3}|[a-z]|[ivxlcdm]{1,6})[.)]/i;

// Returns lists of items; each knows its level, whether it is numbered, and its nodes.
const nested = (document, items) => {
  const roots = [];
  const open = [];
  for (const item of items) {
    while (open.length && open.at(-1).level > item.level) open.pop();
    if (open.at(-1)?.level === item.level && open.at(-1).ordered !== item.ordered) open.pop();
    if (!open.length || open.at(-1).level < item.level) {
      const list = document.createElement(item.ordered ? "ol" : "ul");
      if (item.start > 1) list.setAttribute("start", item.start);
      const holder = open.at(-1)?.list.lastElementChild;
      if (holder) holder.append(list);
      else roots.push(list);
      open.push({ level: item.level, ordered: item.ordered, list });
    }
    const entry = document.createElement("li");
    entry.append(...item.nodes);
    open.at(-1).list.append(entry);
  }
  return roots;
};

const itemOfParagraph = (element) => {
  if (!/^(p|div)$/.test(element.localName) || element.querySelector("p, div, table, li")) return null;
  const mark = [...element.querySelectorAll("span[data-style]")].find((span) => IGNORED.test(span.dataset.style));
  const level = styleOf(element, "mso-list").match(/level(\d)/)?.[1];
  if (level) {
    const words = (mark?.textContent || "").trim();
    const number = words.match(NUMBERED)?.[1];
    mark?.remove();
    return { level: Number(level), ordered: Boolean(number), start: Number(number) || 1, nodes: [...element.childNodes] };
  }
  if (!TYPED_BULLET.test(element.textContent)) return null;
  const first = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (first.nextNode() && first.currentNode.data.trim() === "");
  first.currentNode.data = first.currentNode.data.replace(/^\s*[•·▪◦‣]\s*/, "");
  return { level: 1, ordered: false, start: 1, nodes: [...element.childNodes] };
};

const itemsOfContainer = (element) => {
  const list = element.matches(".ListContainerWrapper") ? element.querySelector("ul, ol") : element;
  if (!list || !list.matches("ul, ol") || !list.querySelector(":scope > li[data-aria-level]")) return null;
  return [...list.children].map((entry) => ({
    level: Number(entry.dataset.ariaLevel) || 1,
    ordered: list.localName === "ol",
    start: Number(list.getAttribute("start")) || 1,
    nodes: [...entry.childNodes],
  }));
};

// Takes neighbours that are items, however written, together.
const gather = (parent, itemsOf) => {
  let run = [];
  let items = [];
  const close = () => {
    if (run.length) {
      run[0].before(...nested(parent.ownerDocument, items));
      run.forEach((element) => element.remove());
    }
    run = [];
    items = [];
  };
  for (const node of [...parent.childNodes]) {
    const found = node.nodeType === Node.ELEMENT_NODE ? itemsOf(node) : null;
    const isAir = node.nodeType === Node.TEXT_NODE && node.data.trim() === "";
    const goesOn = run.length && node.nodeType === Node.ELEMENT_NODE && /MsoList(Paragraph|Continue)/.test(node.className);
    if (found) {
      run.push(node);
      items.push(...found);
    } else if (goesOn && node.textContent.trim()) {
      const more = parent.ownerDocument.createElement("p");
      more.append(...node.childNodes);
      items.at(-1).nodes.push(more);
      run.push(node);
    } else if (!isAir) close();
  }
  close();
};

const mendLists = (root) => {
  const parents = new Set(all(root, "p, div, li[data-aria-level]").map((element) => element.closest("ul, ol") || element));
  for (const parent of new Set([...parents].map((element) => element.parentElement))) {
    if (!parent || !root.contains(parent)) continue;
    gather(parent, (element) => {
      const item = itemOfParagraph(element);
      return item ? [item] : itemsOfContainer(element);
    });
  }
  // Neighbours of the same sort are one list.
  all(root, "ul + ul, ol + ol:not([start])").forEach((list) => {
    const before = list.previousSibling;
    const isAlone = before === list.previousElementSibling || before?.textContent.trim() === "";
    if (!isAlone || list.parentElement.closest("ul, ol") === list.parentElement) return;
    list.previousElementSibling.append(...list.childNodes);
    list.remove();
  });
  // A list straight within a list belongs to the item before it.
  all(root, "ul > ul, ul > ol, ol > ul, ol > ol").forEach((inner) => {
    const before = inner.previousElementSibling;
    if (before?.localName === "li") before.append(inner);
    else if (before) before.append(...inner.childNodes);
    else {
      const entry = inner.ownerDocument.createElement("li");
      inner.before(entry);
      entry.append(...inner.childNodes);
      all(entry, ":scope > li").forEach(unwrap);
    }
  });
  all(root, "li").forEach((entry) => {
    const role = entry.getAttribute("role") === "checkbox" ? entry.getAttribute("aria-checked") : null;
    const box = entry.querySelector("input[type=checkbox]");
    const words = entry.textContent.trim();
    if (box?.closest("li") === entry) {
      entry.dataset.task = box.checked || box.hasAttribute("checked") ? "x" : " ";
      box.remove();
    } else if (role) entry.dataset.task = role === "true" ? "x" : " ";
    else if (/^[☐□☑☒✓✔]/.test(words)) {
      entry.dataset.task = /^[☐□]/.test(words) ? " " : "x";
      const walker = entry.ownerDocument.createTreeWalker(entry, NodeFilter.SHOW_TEXT);
      while (walker.nextNode() && walker.currentNode.data.trim() === "");
      walker.currentNode.data = walker.currentNode.data.replace(/^\s*[☐□☑☒✓✔]\s*/, "");
    }
  });
  all(root, "input").forEach((box) => box.remove());
};
