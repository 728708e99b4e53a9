// The link on the terminal carries the token behind "#", which browsers never send: it goes into the form, and the form to us.
const form = document.getElementById("login");
const token = decodeURIComponent(location.hash.slice(1));
if (form && token) {
  history.replaceState(null, "", location.pathname);
  form.elements.token.value = token;
  form.submit();
}
