// From cleaned HTML to the portal's Markdown: turndown, with the portal's own words for lists, tables, links and signs.
const LINE_START = [
  [/^(#+)/, "\\$1"],
  [/^([-+])(?=\s|$)/, "\\$1"],
  [/^([-_]{3,}\s*$)/, "\\$1"],
  [/^>/, "\\>"],
  [/^(\d+)\.(?=\s|$)/, "$1\\."],
  [/^(!!!|~~~)/, "\\$1"],
  [/^\[(?=[ xX]\]\s)/, "\\["],
];

// Only signs that would be read as marks get a backslash before them: the text is read by people who write.
const escaped = (words) => {
  const inLine = words
    .replace(/\\(?=[\\`*_{}[\]()>#+\-.!|])/g, "\\\\")
    .replace(/\*(?=\S|$)/g, "\\*")
    .replace(/(?<![\p{L}\p{N}_])_(?=\S|$)/gu, "\\_")
    .replaceAll("`", "\\`")
    .replace(/\[(?=\[|\^|[^[\]]*\]\()/g, "\\[");
  return LINE_START.reduce((text, [pattern, safe]) => text.replace(pattern, safe), inLine);
};

const itemRule = {
  filter: "li",
  replacement: (content, node) => {
    const list = node.parentNode;
    const place = [...list.children].indexOf(node);
    const number = Number(list.getAttribute("start") || 1) + place;
    const task = node.dataset.task ? `[${node.dataset.task}] ` : "";
    const mark = list.nodeName === "OL" ? `${number}. ` : "- ";
    const words = content.trim().replace(/\n(?=.)/g, "\n    ");
    return `${mark}${task}${words}${node.nextElementSibling ? "\n" : ""}`;
  },
};

const emphasisRule = {
  filter: "em",
  replacement: (content, node) => {
    if (!content.trim()) return "";
    const mark = node.closest("strong") || node.querySelector("strong") ? "_" : "*";
    return mark + content + mark;
  },
};

const linkRule = {
  filter: (node) => node.nodeName === "A" && node.hasAttribute("href"),
  replacement: (content, node) => {
    const address = node.getAttribute("href");
    const words = content.trim().replace(/\s+/g, " ");
    if (!words) return "";
    const own = new RegExp(`^${location.origin}/d/([A-Z0-9]+(?:-[A-Z0-9]+)+)$`).exec(address);
    if (own) return documentLink(own[1], node.textContent);
    if (/^https?:/.test(address) && node.textContent.trim() === address) return `<${address}>`;
    if (address === `mailto:${node.textContent.trim()}`) return `<${node.textContent.trim()}>`;
    const safe = address.replace(/[\s()<>\\]/g, (sign) => encodeURIComponent(sign).replace("(", "%28").replace(")", "%29"));
    return `[${words.replace(/(?<!\\)[[\]]/g, "\\$&")}](${safe})`;
  },
};

// A link to a document: its number, and words of one's own where they are not its title.
const documentLink = (number, words) => {
  const text = words.replace(/[[\]|\s]+/g, " ").trim().slice(0, 300);
  return text && text.toUpperCase() !== number ? `[[${number}|${text}]]` : `[[${number}]]`;
};

const cellRule = {
  filter: ["th", "td"],
  replacement: (content) => {
    const line = joined(content).replace(/\s+/g, (air) => (air.includes("\u00a0") ? air : " "));
    return ` ${line.replace(/\[\[[^[\]]*\]\]|\\?\|/g, (sign) => (sign === "|" ? "\\|" : sign))} |`;
  },
};
const rowRule = {
  filter: "tr",
  replacement: (content, node) => {
    const rule = node.parentNode.nodeName === "THEAD" ? `\n|${" --- |".repeat(node.cells.length)}` : "";
    return `\n|${content}${rule}`;
  },
};
const tableRule = { filter: "table", replacement: (content) => `\n\n${content.trim()}\n\n` };
const sectionRule = { filter: ["thead", "tbody"], replacement: (content) => content };

const markdownOf = (root) => {
  const service = new TurndownService({ headingStyle: "atx", hr: "---", bulletListMarker: "-", codeBlockStyle: "fenced" });
  service.escape = escaped;
  const rules = { itemRule, emphasisRule, linkRule, cellRule, rowRule, tableRule, sectionRule };
  for (const [name, rule] of Object.entries(rules)) service.addRule(name, rule);
  return service
    .turndown(root)
    .replace(/[ \t]+\n(?=\n)/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
};
