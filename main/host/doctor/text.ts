/** The report as text for a terminal. */
import type { DoctorItem, DoctorReport } from '../../../shared/doctor.ts';

export function asText(report: DoctorReport): string {
  const rows = report.items.map((item) => [item.title, item.state, item.found ?? '-'] as const);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map(([title, state, found]) =>
    `${title.padEnd(widths[0] ?? 0)}  ${state.padEnd(widths[1] ?? 0)}  ${found}`.trimEnd(),
  );
  const costs = report.items.flatMap(costLines);
  return [...lines, ...(costs.length > 0 ? ['', ...costs] : [])].join('\n');
}

function costLines(item: DoctorItem): string[] {
  if (item.cost === null) return [];
  return [`${item.title}: ${item.cost}`, ...(item.remedy === null ? [] : [`  ${item.remedy}`])];
}
