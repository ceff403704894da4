// What the buttons of the toolbar do with the text.
const LIST_MARK = /^(\s*)(?:(?:[-*+]|\d+[.)])\s+)(?:\[[ xX]\]\s+)?/;
const HEADING_MARK = /^#{1,6}\s*/;

// Marks the selected words, line by line, or takes the marks away.
const emphasise = (text, mark, placeholder) => {
  const { value } = text.field;
  let { start, end } = text.selected();
  while (start < end && /\s/.test(value[start])) start += 1;
  while (end > start && /\s/.test(value[end - 1])) end -= 1;
  const words = value.slice(start, end);
  const size = mark.length;
  const runBefore = value.slice(0, start).match(/\*{0,3}$/)[0].length;
  const runAfter = value.slice(end).match(/^\*{0,3}/)[0].length;
  const marks = (run) => run === 3 || run === size;
  if (words === "" && !runBefore) return text.replace(start, end, mark + placeholder + mark, size, size + placeholder.length);
  if (marks(runBefore) && marks(runAfter)) return text.replace(start - size, end + size, words, 0, words.length);
  const around = words.match(/^(\*{1,3})[^*][^]*?(\*{1,3})$/);
  if (around && marks(around[1].length) && marks(around[2].length)) {
    const inner = words.slice(size, -size);
    return text.replace(start, end, inner, 0, inner.length);
  }
  const marked = words.split("\n").map((line) => {
    const [, lead, inner] = line.match(/^(\s*(?:(?:[-*+]|\d+[.)])\s+)?(?:\[[ xX]\]\s+)?)([^]*?)\s*$/);
    return inner ? `${lead}${mark}${inner}${mark}` : line;
  });
  const changed = marked.join("\n");
  const isOneLine = marked.length === 1 && changed.startsWith(mark);
  return text.replace(start, end, changed, isOneLine ? size : 0, changed.length - (isOneLine ? size : 0));
};

const heading = (text, level) => {
  const { start, end, lines } = text.lines();
  const mark = `${"#".repeat(level)} `;
  const isSet = lines.every((line) => !line.trim() || line.startsWith(mark));
  const changed = lines.map((line) => {
    const bare = line.replace(HEADING_MARK, "").replace(LIST_MARK, "");
    return isSet || (!line.trim() && lines.length > 1) ? bare : mark + bare;
  });
  text.replace(start, end, changed.join("\n"));
};

// A list stands between blank lines, or it is read as part of what is before it.
const list = (text, markOf, isOne) => {
  const { start, end, lines } = text.lines();
  const isSet = lines.some((line) => line.trim()) && lines.every((line) => !line.trim() || isOne(line));
  let count = 0;
  const changed = lines
    .filter((line) => lines.length === 1 || line.trim())
    .map((line) => {
      const bare = line.replace(HEADING_MARK, "").replace(LIST_MARK, "$1");
      if (isSet) return bare;
      const [, indent, words] = bare.match(/^(\s*)(.*)$/);
      count += 1;
      return indent + markOf(count) + words;
    })
    .join("\n");
  const { value } = text.field;
  const before = value.slice(0, start).match(/([^\n]*)\n$/);
  const follows = before && (before[1].trim() === "" || LIST_MARK.test(before[1]));
  const after = value.slice(end).match(/^\n([^\n]*)/);
  const precedes = !after || after[1].trim() === "" || LIST_MARK.test(after[1]);
  const lead = isSet || !before || follows ? "" : "\n";
  text.replace(start, end, lead + changed + (isSet || precedes ? "" : "\n"), lead.length + changed.length);
};

const table = (text, words) => {
  const { end } = text.lines();
  const [first, second] = [words.firstColumn, words.secondColumn];
  const head = `| ${first} | ${second} |`;
  const row = `| ${" ".repeat(first.length)} | ${" ".repeat(second.length)} |`;
  const rule = `| ${"-".repeat(first.length)} | ${"-".repeat(second.length)} |`;
  text.replaceBlock(end, end, [head, rule, row, row].join("\n"), 2, 2 + first.length);
};

const box = (text, kind, title, placeholder) => {
  const { start, end, lines } = text.lines();
  const head = `!!! ${kind} "${title}"\n`;
  const isEmpty = lines.every((line) => !line.trim());
  const inner = isEmpty ? `    ${placeholder}` : lines.map((line) => (line.trim() ? `    ${line}` : "")).join("\n");
  text.replaceBlock(start, end, head + inner, head.length + (isEmpty ? 4 : inner.length), head.length + inner.length);
};

const commandsFor = (text, words) => {
  const undoable = (name) => () => {
    text.field.focus();
    document.execCommand(name);
  };
  return {
    bold: () => emphasise(text, "**", words.boldText),
    italic: () => emphasise(text, "*", words.italicText),
    heading2: () => heading(text, 2),
    heading3: () => heading(text, 3),
    bullets: () => list(text, () => "- ", (line) => /^\s*[-*+]\s+(?!\[[ xX]\]\s)/.test(line)),
    numbers: () => list(text, (count) => `${count}. `, (line) => /^\s*\d+[.)]\s/.test(line)),
    checks: () => list(text, () => "- [ ] ", (line) => /^\s*[-*+]\s+\[[ xX]\]\s/.test(line)),
    table: () => table(text, words),
    note: () => box(text, "note", words.note, words.boxText),
    warning: () => box(text, "warning", words.warning, words.boxText),
    undo: undoable("undo"),
    redo: undoable("redo"),
  };
};
