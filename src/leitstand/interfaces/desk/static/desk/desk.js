// The grid works without scripts; this makes choosing many rows quicker: all on the page, and ranges with shift.

function equipGrid(form) {
  const boxes = [...form.querySelectorAll("tbody input[name=m]")];
  const page = form.querySelector("[data-pick-page]");
  const status = form.querySelector("[data-chosen]");
  if (!boxes.length || !page) return;
  let last = null;
  const count = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    page.checked = chosen === boxes.length;
    page.indeterminate = chosen > 0 && chosen < boxes.length;
    status.textContent = chosen ? `· ${chosen} ${status.dataset.one}` : "";
  };
  page.hidden = false;
  page.addEventListener("change", () => {
    for (const box of boxes) box.checked = page.checked;
    count();
  });
  form.addEventListener("click", (event) => {
    const place = boxes.indexOf(event.target);
    if (place < 0) return;
    if (event.shiftKey && last !== null) {
      const [from, to] = [Math.min(last, place), Math.max(last, place)];
      for (const box of boxes.slice(from, to + 1)) box.checked = event.target.checked;
    }
    last = place;
    count();
  });
  form.addEventListener("keydown", (event) => {
    const place = boxes.indexOf(event.target);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (place < 0 || !step || !boxes[place + step]) return;
    event.preventDefault();
    if (event.shiftKey) boxes[place + step].checked = boxes[place].checked;
    boxes[place + step].focus();
    last = place + step;
    count();
  });
  count();
}

for (const form of document.querySelectorAll("[data-grid]")) equipGrid(form);
