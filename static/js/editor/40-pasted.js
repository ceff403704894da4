// What lies on the clipboard, freed from what the programme that put it there adds: what remains says what the text is.
const NEVER_TEXT = [
  "data-style, script, title, meta, link, xml, svg, math, iframe, video, audio, object, embed, canvas, noscript, template",
  "nav, button, select, textarea, input:not([type=checkbox])",
  "del, [hidden], [aria-hidden=true]:not(img)",
  // Comments of Word, its tables of contents (a page here has its own), and what it hides.
  ".MsoCommentReference, .msocomanchor, .msocomtxt, [class^=MsoToc], [id^=_com_]",
].join(", ");
const HIDDEN = /display:\s*none|mso-hide:\s*all|mso-element:\s*comment|mso-special-character:\s*comment/i;
const BLOCKS = "p, div, h1, h2, h3, h4, h5, h6, ul, ol, li, table, blockquote, pre, hr, dl, dt, dd, section, article";
const INLINE = "strong, em, b, i";

// The page's policy lets in neither styles nor handlers, also where they are only read: they get other names first.
const TAG = /<\/?[a-z](?:"[^"]*"|'[^']*'|[^"'>])*>/gi;
const renamedStyles = (html) =>
  html.replace(TAG, (tag) =>
    tag
      .replace(/^(<\/?)style(?=[\s>])/i, "$1data-style")
      .replace(/"[^"]*"|'[^']*'|(\s)(style|on[a-z]+)(?=\s*=)/gi, (found, air, name) => (name ? `${air}data-${name}` : found)),
  );

const styleOf = (element, name) => {
  const found = (element.dataset.style || "").match(new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([^;]+)`, "i"));
  return found ? found[1].trim().toLowerCase() : "";
};
const unwrap = (element) => element.replaceWith(...element.childNodes);
const renamed = (element, name) => {
  const other = element.ownerDocument.createElement(name);
  for (const { name: attribute, value } of element.attributes) {
    if (["data-style", "class", "href", "start"].includes(attribute)) other.setAttribute(attribute, value);
  }
  other.append(...element.childNodes);
  element.replaceWith(other);
  return other;
};
const all = (root, selector) => [...root.querySelectorAll(selector)];

const leaveOut = (root) => {
  all(root, NEVER_TEXT).forEach((element) => element.remove());
  all(root, "[data-style]").forEach((element) => HIDDEN.test(element.dataset.style) && element.remove());
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_COMMENT | NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  for (const node of nodes) {
    if (node.nodeType === Node.COMMENT_NODE) node.remove();
    else node.data = plainly(node.data);
  }
  // Word's own elements, as o:p and the smart tags, are around words.
  all(root, "*").forEach((element) => element.localName.includes(":") && unwrap(element));
};

// A hard space is kept between a figure and what is counted; elsewhere it only moves words on a page of paper.
const plainly = (words) =>
  words
    .replace(/[\u00ad\u200b\u2060\ufeff]/g, "")
    .replace(/(\d)\u00a0(?=[\p{L}\d%])/gu, "$1\u0000")
    .replaceAll("\u00a0", " ")
    .replaceAll("\u0000", "\u00a0");

// What is bold by its style is as bold as what is bold by its name; and Google's wrapping is neither.
const nameStyles = (root) => {
  all(root, INLINE).forEach((element) => {
    const weight = styleOf(element, "font-weight");
    const isPlain = /^(b|strong)$/.test(element.localName)
      ? weight === "normal" || (Number(weight) > 0 && Number(weight) < 600)
      : styleOf(element, "font-style") === "normal";
    if (isPlain) unwrap(element);
    else renamed(element, /^(b|strong)$/.test(element.localName) ? "strong" : "em");
  });
  all(root, "span, font").forEach((element) => {
    const weight = styleOf(element, "font-weight");
    if (/^bold/.test(weight) || Number(weight) >= 600) wrapInside(element, "strong");
    if (/^(italic|oblique)/.test(styleOf(element, "font-style"))) wrapInside(element, "em");
  });
};
const wrapInside = (element, name) => {
  const inner = element.ownerDocument.createElement(name);
  inner.append(...element.childNodes);
  element.append(inner);
};

const nameHeadings = (root) => {
  all(root, "p, div").forEach((element) => {
    if (element.querySelector(BLOCKS)) return;
    const named = /(?:^|\s)MsoHeading([1-9])/.exec(element.className)?.[1] || styleOf(element, "mso-outline-level");
    const level = element.getAttribute("role") === "heading" ? element.getAttribute("aria-level") : named;
    if (/(?:^|\s)MsoTitle/.test(element.className)) renamed(element, "h1");
    else if (/^[1-9]$/.test(level)) renamed(element, `h${Math.min(level, 6)}`);
  });
  all(root, "h1, h2, h3, h4, h5, h6").forEach((element) => {
    if (element.textContent.trim() === "") return element.remove();
    if (element.closest("td, th, li")) return renamed(element, "p");
    all(element, "br").forEach((line) => line.replaceWith(" "));
    return all(element, INLINE).forEach(unwrap);
  });
  arrangeHeadings(all(root, "h1, h2, h3, h4, h5, h6"));
};
// The page's own title is the first level; and no level is skipped on the way down.
const arrangeHeadings = (headings) => {
  const levels = headings.map((element) => Number(element.localName[1]));
  const top = Math.max(2, Math.min(...levels));
  const above = [];
  headings.forEach((element, place) => {
    while (above.length && above.at(-1) >= levels[place]) above.pop();
    renamed(element, `h${Math.min(top + above.length, 6)}`);
    above.push(levels[place]);
  });
};

const REDIRECTS = [/^https:\/\/www\.google\.com\/url\?/, /^https:\/\/[\w.]+\.safelinks\.protection\.outlook\.com\//];
const mendLinks = (root) => {
  all(root, "a").forEach((link) => {
    let address = (link.getAttribute("href") || "").trim();
    if (REDIRECTS.some((redirect) => redirect.test(address))) {
      const asked = new URL(address).searchParams;
      address = asked.get("q") || asked.get("url") || address;
    }
    if (/^(https?:\/\/|mailto:|tel:)\S/i.test(address)) link.setAttribute("href", address);
    else unwrap(link);
  });
};

// Emphasis that runs over several blocks, is cut into pieces, empty or doubled, as programmes write it.
const mendEmphasis = (root) => {
  root.normalize();
  all(root, INLINE).forEach((element) => {
    const name = element.localName;
    if (!element.isConnected) return null;
    if (element.querySelector(BLOCKS) || element.parentElement.closest(name) || element.closest("pre, th")) {
      return unwrap(element);
    }
    let next = element.nextSibling;
    while (next && next.nodeName === element.nodeName) {
      element.append(...next.childNodes);
      next.remove();
      next = element.nextSibling;
    }
    return element.textContent.trim() === "" && unwrap(element);
  });
};

// Returns the body of what was pasted, and how many pictures could not come along; `pictures` gets those that can.
const cleaned = (html, pictures) => {
  const root = new DOMParser().parseFromString(renamedStyles(html), "text/html").body;
  leaveOut(root);
  const lost = takePictures(root, pictures);
  mendLists(root);
  all(root, "span[data-style]").forEach((span) => IGNORED.test(span.dataset.style) && span.remove());
  nameStyles(root);
  nameHeadings(root);
  mendLinks(root);
  mendTables(root);
  all(root, "span, font, u, ins, big, small").forEach(unwrap);
  mendEmphasis(root);
  all(root, "li").forEach((item) => {
    const paragraphs = [...item.children].filter((child) => child.localName === "p");
    if (paragraphs.length === 1) unwrap(paragraphs[0]);
  });
  return { root, lost };
};

// A picture that lies in what was pasted becomes a file; a mark says where it belongs. One that lies elsewhere is lost.
const takePictures = (root, pictures) => {
  let lost = 0;
  all(root, "img").forEach((image) => {
    const [, type, content] = /^data:image\/(png|jpeg);base64,([^]+)$/.exec(image.getAttribute("src") || "") || [];
    const isSmall = ["width", "height"].some((side) => image.getAttribute(side) === "1");
    if (type) {
      const bytes = Uint8Array.from(atob(content.trim()), (sign) => sign.charCodeAt(0));
      const place = pictures.length + 1;
      const mark = `⟦bild ${place}⟧`;
      const name = `bild-${place}-${Date.now()}.${type === "png" ? "png" : "jpg"}`;
      pictures.push({ mark, file: new File([bytes], name, { type: `image/${type}` }) });
      image.replaceWith(mark);
    } else if (/^\p{Extended_Pictographic}/u.test(image.alt)) image.replaceWith(image.alt);
    else {
      lost += isSmall ? 0 : 1;
      image.remove();
    }
  });
  return lost;
};
