/* One entry in the history: each page takes the place of the one before, so that after leaving
   nothing of ours is behind the Back button. Always while nobody is signed in (nobody knows yet
   who comes); signed in, for those who wish it. Other scripts listen on the document, because a
   form may be answered in place. */
const root = document.documentElement;
const oneEntry = () => !("wayBack" in root.dataset);

document.addEventListener("click", (event) => {
  if (!oneEntry() || event.defaultPrevented || event.button) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest("a[href]");
  if (!link || link.target || link.hasAttribute("download") || !link.protocol.startsWith("http")) return;
  event.preventDefault();
  location.replace(link.href);
});

document.addEventListener("submit", async (event) => {
  const form = event.target, by = event.submitter;
  if (!oneEntry() || event.defaultPrevented || form.target) return;
  event.preventDefault();
  const told = new FormData(form);
  if (by?.name) told.append(by.name, by.value);
  const to = new URL(by?.getAttribute("formaction") ?? form.getAttribute("action") ?? "", location.href);
  if (form.getAttribute("method")?.toLowerCase() !== "post") {
    to.search = new URLSearchParams(told);
    return location.replace(to);
  }
  try {
    const answer = await fetch(to, { method: "POST", body: told, headers: { "X-One-Entry": "yes" } });
    const next = answer.headers.get("X-Go");
    const kind = answer.headers.get("Content-Type") ?? "";
    if (next) go(new URL(next, to));
    else if (kind.startsWith("text/html")) show(await answer.text(), to);
    else save(await answer.blob(), answer);
  } catch {
    document.getElementById("not-sent").hidden = false;
  }
  delete form.dataset.sent;
  by?.removeAttribute("aria-disabled");
});

function go(next) {
  const here = location.pathname + location.search;
  if (next.hash && next.pathname + next.search === here) {
    history.replaceState(null, "", next);
    location.reload();
  } else location.replace(next);
}

/* A page that answers a form: what is wrong in it, or something shown this once. */
function show(text, address) {
  const page = new DOMParser().parseFromString(text, "text/html");
  for (const name of ["lang", "dir", "data-theme", "data-way-back", "data-signed-in", "data-cover"]) {
    const value = page.documentElement.getAttribute(name);
    if (value === null) root.removeAttribute(name);
    else root.setAttribute(name, value);
  }
  const known = new Set([...document.querySelectorAll("script[src]")].map((script) => script.src));
  for (const script of page.querySelectorAll("script[src]")) {
    if (known.has(script.src)) continue;
    const fresh = document.createElement("script");
    Object.assign(fresh, { type: script.type, src: script.src });
    document.head.append(fresh);
  }
  document.title = page.title;
  document.body.replaceWith(document.adoptNode(page.body));
  history.replaceState(null, "", address);
  scrollTo(0, 0);
  document.querySelector(".errors, #main")?.focus();
}

function save(content, answer) {
  const named = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = named?.[1] ?? "";
  link.click();
  URL.revokeObjectURL(link.href);
}
