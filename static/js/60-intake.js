// A folder is sent in pieces, so that it may be larger than what can be sent at once, with word of how far it has come.
(() => {
  const MOST_BYTES = 20_000_000;

  const pieces = (files, most) => {
    const found = [[]];
    let size = 0;
    for (const file of files) {
      const last = found[found.length - 1];
      if (last.length && (last.length >= most || size + file.size > MOST_BYTES)) {
        found.push([]);
        size = 0;
      }
      found[found.length - 1].push(file);
      size += file.size;
    }
    return found;
  };

  const send = async (url, token, fields, files) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    for (const file of files) body.append("files", file, file.webkitRelativePath || file.name);
    const answer = await fetch(url, {method: "POST", body, headers: {"X-CSRFToken": token}, redirect: "manual"});
    if (answer.type !== "opaqueredirect" && !answer.ok) throw new Error(String(answer.status));
    return answer;
  };

  // A second try goes on with the same moving in: a file that has come is left as it is.
  const upload = async (form, told) => {
    const token = form.elements.csrf_token.value;
    const files = [...form.elements.files.files];
    const tell = (done) => { told.textContent = form.dataset.sending.replace("{done}", done).replace("{total}", files.length); };
    told.hidden = false;
    tell(0);
    if (!form.ways) {
      const named = form.elements.name.value || files[0].webkitRelativePath.split("/")[0] || "";
      form.ways = await (await send(form.action, token, {name: named, more: "1"}, [])).json();
    }
    let done = 0;
    for (const piece of pieces(files, Number(form.dataset.atOnce))) {
      await send(form.ways.file_create, token, {}, piece);
      done += piece.length;
      tell(done);
    }
    await send(form.ways.gathering_create, token, {}, []);
    location.href = form.ways.move_show;
  };

  const form = document.querySelector("form[data-folder-upload]");
  if (form) {
    const told = form.querySelector("[data-folder-status]");
    const button = form.querySelector("button");
    form.elements.files.webkitdirectory = true;
    form.querySelector("#files-help").textContent = form.dataset.folderHelp;
    form.addEventListener("submit", async (event) => {
      if (!form.elements.files.files.length) return;
      event.preventDefault();
      button.disabled = true;
      try {
        await upload(form, told);
      } catch {
        told.textContent = form.dataset.broken;
        button.disabled = false;
      }
    });
  }

  for (const all of document.querySelectorAll("[data-choose-all]")) {
    all.hidden = false;
    all.addEventListener("click", () => {
      const boxes = [...all.form.querySelectorAll(`input[name="${all.dataset.chooseAll}"]`)];
      const some = boxes.some((box) => !box.checked);
      for (const box of boxes) box.checked = some;
    });
  }
})();
