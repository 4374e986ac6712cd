/* Keys for what is looked through one after the other. They are heard only while the focus is inside
   (a letter typed anywhere else does nothing), and each presses what says so in aria-keyshortcuts. */
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const inside = event.target.closest("[data-keys]");
  if (!inside || event.target.matches("input, select, textarea")) return;
  const pressed = inside.querySelector(`[aria-keyshortcuts="${CSS.escape(event.key.toUpperCase())}"]`);
  if (!pressed) return;
  event.preventDefault();
  pressed.click();
});
