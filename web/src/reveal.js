// Opens what is folded around the place that the address names, as whoever comes from a search wants
// to read it. Not every browser does so by itself.

function reveal() {
  const place = document.getElementById(location.hash.slice(1));
  let folded = place?.closest("details:not([open])");
  if (!folded) return;
  while (folded) {
    folded.open = true;
    folded = place.closest("details:not([open])");
  }
  place.scrollIntoView();
}

export function startRevealing() {
  reveal();
  addEventListener("hashchange", reveal);
}
