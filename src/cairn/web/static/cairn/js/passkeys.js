/* Passkeys: asks the house for a question, has the device answer it, and sends the answer as a form. */
const decode = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const encode = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

function opened(options) {
  const asked = { ...options, challenge: decode(options.challenge) };
  if (asked.user) asked.user = { ...asked.user, id: decode(asked.user.id) };
  for (const list of ["allowCredentials", "excludeCredentials"])
    if (asked[list]) asked[list] = asked[list].map((one) => ({ ...one, id: decode(one.id) }));
  return asked;
}

function packed(credential) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
    if (credential.response[part]) response[part] = encode(credential.response[part]);
  return JSON.stringify({
    id: credential.id,
    rawId: encode(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const said = form.querySelector("[data-said]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.textContent = "";
    try {
      const asked = await fetch(form.dataset.ask, { method: "POST", body: new FormData(form) });
      const told = await asked.json();
      if (!asked.ok) throw new Error(told.said);
      const publicKey = opened(told.publicKey);
      const make = form.dataset.passkey === "make";
      const credential = await (make ? navigator.credentials.create({ publicKey }) : navigator.credentials.get({ publicKey }));
      form.elements.answer.value = packed(credential);
      if (form.elements.passphrase) form.elements.passphrase.value = "";
      const shared = document.querySelector("form:not([data-passkey]) [name=shared]");
      if (form.elements.shared) form.elements.shared.value = shared?.checked ? "on" : "";
      HTMLFormElement.prototype.submit.call(form);
    } catch (fault) {
      said.textContent = (fault instanceof DOMException || !fault.message ? "" : fault.message) || said.dataset.failed;
      delete form.dataset.sent;
      event.submitter?.removeAttribute("aria-disabled");
    }
  });
}
