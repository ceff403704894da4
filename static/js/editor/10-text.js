// The text that is written: what is selected in it, and changes that the browser can undo.
const MANY_LINES = 50;

const textOf = (field) => {
  // Many lines go in as HTML: as text they take a browser the square of their number.
  const command = (words) => {
    if (words === "") return document.execCommand("delete");
    if (words.split("\n").length < MANY_LINES) return document.execCommand("insertText", false, words);
    return document.execCommand("insertHTML", false, words.replaceAll("&", "&amp;").replaceAll("<", "&lt;"));
  };
  const put = (start, end, words) => {
    const expected = field.value.slice(0, start) + words + field.value.slice(end);
    field.focus();
    field.setSelectionRange(start, end);
    if (start !== end || words !== "") command(words);
    if (field.value === expected) return;
    field.value = expected;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };

  const selected = () => {
    const { selectionStart: start, selectionEnd: end, value } = field;
    return { start, end, words: value.slice(start, end) };
  };

  // The whole lines that are selected, if only in part.
  const lines = () => {
    const { value } = field;
    const chosen = selected();
    const last = chosen.end > chosen.start && value[chosen.end - 1] === "\n" ? chosen.end - 1 : chosen.end;
    const start = value.lastIndexOf("\n", chosen.start - 1) + 1;
    const found = value.indexOf("\n", last);
    const end = found < 0 ? value.length : found;
    return { start, end, lines: value.slice(start, end).split("\n") };
  };

  // What is needed for a blank line before and after a place.
  const airBefore = (place) => {
    const before = field.value.slice(0, place);
    if (before === "" || before.endsWith("\n\n")) return "";
    return before.endsWith("\n") ? "\n" : "\n\n";
  };
  const airAfter = (place) => {
    const after = field.value.slice(place);
    if (after === "" || after.startsWith("\n\n")) return "";
    return after.startsWith("\n") ? "\n" : "\n\n";
  };

  // Puts words in place of others, and selects some of the new ones: from and to count from their start.
  const replace = (start, end, words, from = words.length, to = from) => {
    put(start, end, words);
    field.setSelectionRange(start + from, start + to);
  };

  // Puts a part of its own in place of what stands there, with blank lines around it.
  const replaceBlock = (start, end, words, from = words.length, to = from) => {
    const before = airBefore(start);
    replace(start, end, before + words + airAfter(end), before.length + from, before.length + to);
  };

  // How far down the end of some of the text stands: long lines take several rows.
  const heightOf = (words) => {
    const measure = field.cloneNode();
    measure.removeAttribute("id");
    Object.assign(measure.style, { height: "0", minHeight: "0", position: "absolute", width: `${field.offsetWidth}px` });
    field.after(measure);
    measure.value = words;
    const { scrollHeight } = measure;
    measure.remove();
    return scrollHeight;
  };

  // Selects a line, counted from one, and shows it in the middle of the field.
  const goTo = (row) => {
    const before = field.value.split("\n").slice(0, row - 1).join("\n");
    const start = Math.min(before.length + (row > 1 ? 1 : 0), field.value.length);
    const found = field.value.indexOf("\n", start);
    const end = found < 0 ? field.value.length : found;
    field.focus({ preventScroll: true });
    field.setSelectionRange(start, end);
    field.scrollIntoView();
    field.scrollTop = (heightOf(before) + heightOf(field.value.slice(0, end)) - field.clientHeight) / 2;
  };

  return { field, selected, lines, replace, replaceBlock, goTo };
};
