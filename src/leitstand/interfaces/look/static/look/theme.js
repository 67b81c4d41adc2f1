// Runs before the first paint, so that a remembered theme does not flash up in the other one.
try {
  const chosen = localStorage.getItem("leitstand-theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.kernTheme = chosen;
} catch {
  // Where storage is forbidden, the device decides.
}
