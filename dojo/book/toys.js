// For every toy: a number as it is read, and a cell that shows it. Formulas are printed from the derivations.
const shown = value => String(Number(value.toPrecision(5))).replace('-', '−');
const put = (cell, value) => { cell.textContent = shown(value); cell.dataset.value = String(value); };
