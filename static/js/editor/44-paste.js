// Pasting: what has headings, lists, tables and links keeps them; plain text is the browser's own affair.
const FROM_CODE = "vscode-editor-data";

const onPaste = (text, files, tell, words) => {
  const read = (clipboard) => {
    const html = clipboard.types.includes(FROM_CODE) ? "" : clipboard.getData("text/html");
    if (!html) return null;
    const pictures = [];
    const { root, lost } = cleaned(html, pictures);
    return { markdown: markdownOf(root), pictures, lost, isRich: isRich(root) };
  };
  const isRich = (root) => {
    const blocks = all(root, "p, div").filter((block) => block.textContent.trim() && !block.querySelector("p, div"));
    return blocks.length > 1 || root.querySelector("h1, h2, h3, h4, h5, h6, li, table, strong, em, a, blockquote, pre, br");
  };

  const insert = (markdown) => {
    const { start, end } = text.selected();
    const { value } = text.field;
    const isBlock = markdown.includes("\n") || /^(#|-|\d+\.|>|\|)/.test(markdown);
    const line = value.slice(value.lastIndexOf("\n", start - 1) + 1, start);
    if (isBlock && (line.trim() || value.slice(end).trim() || start > 0)) text.replaceBlock(start, end, markdown);
    else text.replace(start, end, markdown);
  };

  text.field.addEventListener("paste", (event) => {
    const clipboard = event.clipboardData;
    const pasted = read(clipboard);
    const attached = [...clipboard.files];
    if (attached.length && !pasted?.markdown) {
      event.preventDefault();
      files.add(attached);
    } else if (pasted?.markdown && (pasted.isRich || pasted.pictures.length)) {
      event.preventDefault();
      insert(pasted.markdown);
      if (pasted.lost) tell(pasted.lost === 1 ? words.pictureLost : words.picturesLost.replace("%s", pasted.lost));
      if (pasted.pictures.length) files.addPasted(pasted.pictures);
    }
  });
};
