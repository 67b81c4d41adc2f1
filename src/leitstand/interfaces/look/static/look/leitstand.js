// Small comforts on top of pages that work without them: copy, theme, sorting and filtering of tables.

const collator = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });

function offerCopying(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copy][hidden]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const frame = button.closest("[data-copy-from]");
      await navigator.clipboard.writeText(frame.querySelector("[data-copy-text]").textContent.trim());
      frame.querySelector("[data-copy-status]").textContent = button.dataset.done;
    });
  }
}

function offerThemes() {
  const frame = document.querySelector("[data-theme-switch]");
  if (!frame) return;
  const buttons = [...frame.querySelectorAll("[data-theme]")];
  const show = (theme) => buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.theme === theme)));
  show(document.documentElement.dataset.kernTheme ?? "system");
  frame.hidden = false;
  frame.addEventListener("click", (event) => {
    const theme = event.target.closest("[data-theme]")?.dataset.theme;
    if (!theme) return;
    if (theme === "system") {
      localStorage.removeItem("leitstand-theme");
      delete document.documentElement.dataset.kernTheme;
    } else {
      localStorage.setItem("leitstand-theme", theme);
      document.documentElement.dataset.kernTheme = theme;
    }
    show(theme);
  });
}

function sortKey(row, column) {
  const cell = row.cells[column];
  return cell?.dataset.value ?? cell?.textContent.trim() ?? "";
}

function sortBy(table, header) {
  const direction = header.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
  const sign = direction === "ascending" ? 1 : -1;
  for (const body of table.tBodies) {
    body.append(...[...body.rows].sort((one, other) => compare(one, other, header.cellIndex, sign)));
  }
  for (const other of header.parentElement.cells) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", direction);
}

// Empty cells stay at the end in both directions.
function compare(one, other, column, sign) {
  const [left, right] = [sortKey(one, column), sortKey(other, column)];
  if (left === "" || right === "") return (left === "") - (right === "");
  return sign * collator.compare(left, right);
}

function offerSorting(root) {
  for (const header of root.querySelectorAll("table[data-sortable] thead th:not([data-unsorted])")) {
    if (header.querySelector(".sort, a")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener("click", () => sortBy(header.closest("table"), header));
  }
}

function offerFiltering(root) {
  for (const frame of root.querySelectorAll("[data-filter-for][hidden]")) {
    const table = document.getElementById(frame.dataset.filterFor);
    const input = frame.querySelector("input");
    const count = frame.querySelector("[data-filter-count]");
    if (!table) continue;
    frame.hidden = false;
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLocaleLowerCase();
      const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
      rows.forEach((row) => { row.hidden = !row.textContent.toLocaleLowerCase().includes(wanted); });
      const shown = rows.filter((row) => !row.hidden).length;
      count.textContent = shown ? `${count.dataset.some} ${shown}` : count.dataset.none;
    });
  }
}

function equip(root) {
  offerCopying(root);
  offerSorting(root);
  offerFiltering(root);
}

equip(document);
offerThemes();
document.querySelector("[data-focus-first]")?.focus();
document.addEventListener("htmx:load", (event) => equip(event.target.parentElement ?? event.target));
