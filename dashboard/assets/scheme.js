// The chosen scheme is on the page before the first paint; without a choice the system's own holds.
const chosenScheme = document.cookie.match(/(?:^|; )scheme=(light|dark)/);
if (chosenScheme) document.documentElement.dataset.scheme = chosenScheme[1];
