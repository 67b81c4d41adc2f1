// Comforts on top of a form that works without them: choosing "new" by typing, progress, and saying when saving failed.

const form = document.querySelector(".report");

function chooseByTyping(measure) {
  const fields = measure.querySelector(".measure__fields");
  const isNew = measure.querySelector("input[name$='-what'][value='new']");
  if (!fields || !isNew) return;
  const isSame = measure.querySelector("input[name$='-what'][value='same']");
  fields.addEventListener("input", (event) => {
    // What is needed may stand beside "nothing new".
    if (!(isSame?.checked && event.target.closest(".measure__asks"))) isNew.checked = true;
  });
}

function showProgress() {
  const measures = [...form.querySelectorAll("[data-measure]")];
  const chosen = measures.filter((one) => !one.querySelector("input[name$='-what']") || one.querySelector("input[name$='-what']:checked"));
  const line = form.querySelector("[data-progress]");
  line.textContent = line.dataset.words.replace("{chosen}", chosen.length).replace("{all}", measures.length);
}

function sayFailed() {
  const saved = document.getElementById("saved");
  saved.textContent = saved.dataset.failed;
}

if (form) {
  form.querySelectorAll("[data-measure]").forEach(chooseByTyping);
  form.addEventListener("change", showProgress);
  showProgress();
  document.body.addEventListener("htmx:responseError", sayFailed);
  document.body.addEventListener("htmx:sendError", sayFailed);
}
