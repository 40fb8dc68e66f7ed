// @ts-check
/** The report as text for a terminal. */

/** @param {import('../../../shared/doctor.ts').DoctorReport} report */
export function asText(report) {
  const titles = Math.max(...report.items.map(({ title }) => title.length));
  const states = Math.max(...report.items.map(({ state }) => state.length));
  const lines = report.items.map(({ title, state, found }) =>
    `${title.padEnd(titles)}  ${state.padEnd(states)}  ${found ?? '-'}`.trimEnd(),
  );
  const costs = report.items.flatMap(costLines);
  return [...lines, ...(costs.length > 0 ? ['', ...costs] : [])].join('\n');
}

/** @param {import('../../../shared/doctor.ts').DoctorItem} item */
function costLines(item) {
  if (item.cost === null) return [];
  return [`${item.title}: ${item.cost}`, ...(item.remedy === null ? [] : [`  ${item.remedy}`])];
}
