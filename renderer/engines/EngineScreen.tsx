import { useEffect, useState } from 'react';
import { examine, useDoctor } from '../state/doctor.ts';
import { useEngineList } from '../state/engines.ts';
import { Button, EmptyState, Notice } from '../ui/index.ts';
import { CapabilityList } from './CapabilityList.tsx';
import { CopyReportButton } from './CopyReportButton.tsx';
import { DoctorList } from './DoctorList.tsx';
import { EngineFacts } from './EngineFacts.tsx';
import { EngineList } from './EngineList.tsx';
import styles from './Engines.module.css';

function StandInNote() {
  const about = useDoctor((state) => state.about);
  if (about === null || !about.standIn) return null;
  return (
    <Notice tone="warning" title={`A stand-in Electron ${about.electron} runs this window`}>
      The Electron that Gantry is made for could not be had on this machine. The older one is fit for trying things out:
      it gets no security updates, and nothing that is shipped is built with it.
    </Notice>
  );
}

/** The engines that were found, what the chosen one is and can do, and what this machine lacks. */
export function EngineScreen() {
  const engines = useEngineList();
  const [chosenId, setChosen] = useState<string | null>(null);
  const chosen = engines.find(({ id }) => id === chosenId) ?? engines[0] ?? null;
  const hasReport = useDoctor((state) => state.report !== null);
  useEffect(() => {
    if (!useDoctor.getState().report) void examine();
  }, []);
  return (
    <div className={styles.screen}>
      <div className={styles.toolbar} role="toolbar" aria-label="Engine">
        <h1>Engine</h1>
        <span className={styles.gap} />
        <CopyReportButton isReady={hasReport} />
      </div>
      <div className={styles.body}>
        <StandInNote />
        {engines.length === 0 ? (
          <EmptyState title="No engine was found">
            Gantry looks for Podman’s sockets and for CONTAINER_HOST. The report below says what this machine lacks.
          </EmptyState>
        ) : (
          <EngineList engines={engines} chosenId={chosen?.id ?? null} onChoose={setChosen} />
        )}
        {chosen !== null && (
          <div className={styles.columns}>
            <EngineFacts engine={chosen} />
            <CapabilityList engine={chosen} />
          </div>
        )}
        <DoctorList refresh={<RefreshButton />} />
      </div>
    </div>
  );
}

function RefreshButton() {
  const isLoading = useDoctor((state) => state.loading);
  return (
    <Button onPress={() => void examine()} isDisabled={isLoading}>
      {isLoading ? 'Examining…' : 'Examine again'}
    </Button>
  );
}
