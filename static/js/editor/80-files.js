// Files: chosen, dropped or pasted; sent one by one. A picture is put into the text when it has been described.
const IS_PICTURE = /\.(png|jpe?g)$/i;

const filesOf = (form, text, part, tell, words) => {
  const url = form.dataset.filesUrl;
  const { form: asking, open, close, complain } = dialogOf(part, text);
  const described = asking.querySelector("input");
  const shown = asking.querySelector("img");
  const draw = (file) =>
    new Promise((resolve) => {
      const reader = new FileReader();
      reader.addEventListener("load", () => resolve(reader.result));
      reader.readAsDataURL(file);
    });
  let current = "";
  asking.addEventListener("submit", (event) => {
    event.preventDefault();
    const alt = described.value.trim().replace(/[[\]]/g, "");
    const isName = alt.toLowerCase() === current.toLowerCase() || /^\S+\.(png|jpe?g)$/i.test(alt);
    complain(described, alt ? (isName ? words.altIsName : "") : words.noAlt);
    if (alt && !isName) close(alt);
  });
  // Returns the picture as Markdown, or nothing if it is not to be put into the text, and where one was in it.
  const describe = async (file, name) => {
    current = name;
    const answered = open();
    shown.src = await draw(file);
    described.focus();
    const { given, chosen } = await answered;
    return { picture: given ? `![${given}](${name})` : "", chosen };
  };

  // The list of files is the server's; the titles that stand in it and are not saved yet are kept.
  const exchange = (list) => {
    const typed = (item) => item.querySelector('[name="file_title"]');
    const items = (of) => [...of.children].filter(typed).map((item) => [item.querySelector('[name="file_name"]').value, item]);
    const shownItems = new Map(items(document.getElementById("draft-files")));
    items(list).forEach(([name, item]) => {
      if (shownItems.has(name)) typed(item).value = typed(shownItems.get(name)).value;
    });
    list.querySelectorAll(".draft-files__problem").forEach((problem) => problem.remove());
    document.getElementById("draft-files").replaceWith(list);
  };
  // Returns why the file was not taken, or nothing.
  const receive = async (response) => {
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const sentence = page.querySelector(".ds-validation-message, main .lead")?.textContent.trim();
    const list = page.getElementById("draft-files");
    if (list && response.ok) form.elements.base.value = list.dataset.base;
    if (list) exchange(list);
    if (response.ok && !response.redirected) return "";
    return sentence || (response.status === 409 ? words.changed : words.uploadFailed);
  };

  // A picture is named in the text, where a name has no spaces; what is pasted has no name of its own.
  const named = (file) => {
    const name = file.name.normalize("NFC");
    if (!IS_PICTURE.test(name)) return name;
    const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
    const own = /^image\.(png|jpe?g)$/i.test(name) ? `bild-${stamp}${name.slice(5)}` : name;
    return own.replace(/[^\p{L}\p{N}_.-]+/gu, "-").replace(/^[-.]+/, "");
  };

  // Returns the name under which the server keeps the file, or why it does not.
  const send = async (file, place, count) => {
    tell(words.uploading.replace("%s", file.name).replace("%n", place).replace("%m", count));
    const body = new FormData();
    body.append("csrf_token", form.elements.csrf_token.value);
    body.append("base", form.elements.base.value);
    const name = named(file);
    body.append("files", file, name);
    try {
      const headers = { ...csrfHeaders(form), Accept: "text/html", "HX-Request": "true" };
      const refusal = await receive(await fetch(url, { method: "POST", body, headers }));
      return refusal ? { refusal: refusal.replace("%s", file.name) } : { name };
    } catch {
      return { refusal: words.uploadFailed.replace("%s", file.name) };
    }
  };

  const sendAll = async (wanted, put) => {
    const refusals = [];
    for (const [place, { file, mark }] of wanted.entries()) {
      const { name, refusal } = await send(file, place + 1, wanted.length);
      if (refusal) refusals.push(refusal);
      else tell(words.uploaded.replace("%s", name));
      const { picture, chosen } = name && IS_PICTURE.test(name) ? await describe(file, name) : { picture: "" };
      put(picture, { mark, chosen });
    }
    if (refusals.length) tell(refusals.join("\n"), true);
  };
  const putAtCursor = (picture, { chosen }) => picture && text.replaceBlock(chosen.start, chosen.end, picture);
  const putAtMark = (picture, { mark }) => {
    const place = text.field.value.indexOf(mark);
    if (place >= 0) text.replace(place, place + mark.length, picture);
  };
  const add = (chosen) => sendAll(chosen.map((file) => ({ file })), putAtCursor);

  const hasFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      form.classList.add("editor--dropping");
    });
  }
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) form.classList.remove("editor--dropping");
  });
  form.addEventListener("drop", (event) => {
    form.classList.remove("editor--dropping");
    if (!hasFiles(event)) return;
    event.preventDefault();
    add([...event.dataTransfer.files]);
  });
  const field = form.elements.files;
  form.querySelectorAll("[data-files] button").forEach((button) => { button.hidden = true; });
  field?.addEventListener("change", () => {
    const chosen = [...field.files];
    field.value = "";
    if (chosen.length) add(chosen);
  });

  return { add, addPasted: (pictures) => sendAll(pictures, putAtMark), choose: () => field?.click() };
};
