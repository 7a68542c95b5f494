// The link carries its secret behind "#", where no server sees it in an address.
// It goes into the form, and out of the address bar.
const field = document.getElementById('token');
const secret = location.hash.slice(1);
if (field && /^[0-9a-f]{64}$/.test(secret)) {
	field.value = secret;
	field.closest('.field').hidden = true;
	history.replaceState(null, '', location.pathname);
}
