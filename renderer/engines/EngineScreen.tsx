import { useEffect, useState } from 'react';
import type { EngineSummary } from '../../shared/engine.ts';
import { examineOnce, useDoctor } from '../state/doctor.ts';
import { followEngines, shownEngine, useEngines } from '../state/engines.ts';
import { EmptyState, ErrorNotice, formatTime, landing, Notice, Screen, Waiting } from '../ui/index.ts';
import { CapabilityList } from './CapabilityList.tsx';
import { CopyReportButton } from './CopyReportButton.tsx';
import { DoctorList } from './DoctorList.tsx';
import { EngineFacts } from './EngineFacts.tsx';
import { EngineList } from './EngineList.tsx';
import styles from './Engines.module.css';
import { LookAgainButton } from './LookAgainButton.tsx';

function StandInNote() {
  const about = useDoctor((state) => state.about);
  if (about === null || !about.standIn) return null;
  return (
    <Notice tone="warning" title={`A stand-in Electron ${about.electron} runs this window`}>
      <p>
        The Electron that Gantry is made for could not be had on this machine. The older one is fit for trying things
        out: it gets no security updates, and nothing that is shipped is built with it.
      </p>
    </Notice>
  );
}

/** The engines, or why there are none to show. */
function Engines(props: { readonly chosen: EngineSummary | null; readonly onChoose: (engineId: string) => void }) {
  const engines = useEngines((state) => state.engines);
  const error = useEngines((state) => state.error);
  return (
    <>
      {error !== null && <ErrorNotice error={error} onRetry={() => void followEngines()} />}
      {engines === null && error === null && <Waiting>Looking for engines…</Waiting>}
      {engines?.length === 0 && (
        <EmptyState title="No engine was found">
          Gantry looks for Podman’s sockets and for CONTAINER_HOST, and for conmon and an OCI runtime to run containers
          itself. The report below says what this machine lacks.
        </EmptyState>
      )}
      {engines !== null && engines.length > 0 && (
        <EngineList engines={engines} chosenId={props.chosen?.id ?? null} onChoose={props.onChoose} />
      )}
    </>
  );
}

function Chosen({ engine }: { readonly engine: EngineSummary }) {
  const { name, connection, info } = engine;
  return (
    <section className={styles.chosen} aria-labelledby="chosen-engine">
      <header className={styles.head}>
        <h2 id="chosen-engine">{name}</h2>
        {connection.state === 'lost' && info !== null && (
          <span className={styles.stale}>as known until {formatTime(connection.since)}</span>
        )}
      </header>
      <div className={styles.columns}>
        <div className={styles.panel}>
          <EngineFacts engine={engine} />
        </div>
        <div className={styles.panel}>
          <CapabilityList engine={engine} />
        </div>
      </div>
    </section>
  );
}

/** The engines that were found, what the chosen one is and can do, and what this machine lacks. */
export function EngineScreen() {
  const shown = useEngines(shownEngine);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const chosen = useEngines(({ engines }) => engines?.find(({ id }) => id === chosenId)) ?? shown;
  useEffect(() => void examineOnce(), []);
  return (
    <Screen
      title="Engine"
      isTitleSeen
      commands={
        <>
          <LookAgainButton />
          <CopyReportButton />
        </>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be scrolled by keys too */}
      <section ref={landing} className={styles.body} tabIndex={0} aria-label="Engines and this machine">
        <StandInNote />
        <Engines chosen={chosen} onChoose={setChosenId} />
        {chosen !== null && <Chosen engine={chosen} />}
        <DoctorList />
      </section>
    </Screen>
  );
}
