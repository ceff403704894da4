// Tables with one row of headings, no merged cells and one line in each cell: what Markdown can say.
const IN_CELL = "p, div, li, ul, ol, h1, h2, h3, h4, h5, h6, blockquote, pre, dl, dt, dd, section, article, hr, br";

const PART_END = "\u0001";

// Paragraphs and items in a cell are told apart by a sign, which is read as a semicolon where no point stands.
const toOneLine = (cell) => {
  all(cell, IN_CELL).forEach((block) => {
    block.after(block.localName === "br" ? " " : PART_END);
    unwrap(block);
  });
};
const joined = (line) =>
  line
    .split(PART_END)
    .map((part) => part.trim())
    .filter(Boolean)
    .reduce((before, part) => before + (/(^|[.:;,!?])$/.test(before) ? " " : "; ") + part, "")
    .trim();

// Returns rows of lists of nodes. What is merged downwards is said again in each row; sideways it leaves cells empty.
const gridOf = (table) => {
  const grid = [...table.rows].map(() => []);
  [...table.rows].forEach((row, y) => {
    let x = 0;
    for (const cell of row.cells) {
      while (grid[y][x]) x += 1;
      const down = Math.min(Math.max(cell.rowSpan, 1), grid.length - y);
      for (let dy = 0; dy < down; dy += 1) {
        for (let dx = 0; dx < Math.max(cell.colSpan, 1); dx += 1) {
          grid[y + dy][x + dx] = dx === 0 ? [...cell.childNodes].map((node) => node.cloneNode(true)) : [];
        }
      }
      x += Math.max(cell.colSpan, 1);
    }
  });
  const width = Math.max(0, ...grid.map((row) => row.length));
  return grid.map((row) => Array.from({ length: width }, (_, x) => row[x] || []));
};

const hasWords = (cell) => cell.some((node) => node.textContent.trim() !== "");

const mendTable = (table) => {
  const { ownerDocument: document } = table;
  const caption = table.caption;
  if (caption) table.before(renamed(caption, "p"));
  if (table.getAttribute("role") === "presentation" || table.querySelectorAll("td, th").length < 2) {
    all(table, "td, th").forEach((cell) => cell.replaceWith(renamed(cell, "div")));
    all(table, "tr, tbody, thead, tfoot, colgroup, col").forEach(unwrap);
    return unwrap(table);
  }
  all(table, "td, th").forEach(toOneLine);
  const title = table.rows[0].cells.length === 1 && table.rows[0].cells[0].colSpan > 1 ? table.rows[0].cells[0] : null;
  if (title && table.rows.length > 1) {
    table.rows[0].remove();
    table.before(renamed(title, "p"));
  }
  const rows = gridOf(table).filter((row) => row.some(hasWords));
  const made = document.createElement("table");
  rows.forEach((row, y) => {
    const line = (y === 0 ? made.createTHead() : made.tBodies[0] || made.createTBody()).insertRow();
    row.forEach((nodes) => {
      const cell = document.createElement(y === 0 ? "th" : "td");
      cell.append(...nodes);
      line.append(cell);
    });
  });
  table.replaceWith(made);
};

// A table within a table is read line by line.
const mendTables = (root) => {
  all(root, "td table, th table").reverse().forEach((table) => {
    const lines = [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()).join(" "));
    table.replaceWith(lines.join("; "));
  });
  all(root, "table").forEach(mendTable);
};
