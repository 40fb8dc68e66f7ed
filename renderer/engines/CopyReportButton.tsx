import { useDoctor } from '../state/doctor.ts';
import { useEngineList } from '../state/engines.ts';
import { CopyButton } from '../ui/index.ts';
import { bugReport } from './report.ts';

/** Copies what a bug report should hold. */
export function CopyReportButton() {
  const { about, report } = useDoctor();
  const engines = useEngineList();
  return (
    <CopyButton
      text={bugReport({ about, engines, doctor: report })}
      label="Copy the report"
      disabled={report === null ? 'this machine is still being looked at' : undefined}
      showLabel
    />
  );
}
