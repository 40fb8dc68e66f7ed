import type { CheckpointRequest } from '../../shared/checkpoint.ts';
import { Checkbox } from '../ui/index.ts';
import type { OptionText } from './options.ts';

type Kept = Pick<CheckpointRequest, 'tcpEstablished' | 'fileLocks'>;

/** What of a container's connections and locks is taken along, by a freeze or by a restore. */
export function KeptOptions(props: {
  readonly kept: Kept;
  readonly onChange: (change: Partial<Kept>) => void;
  readonly tcp: OptionText;
  readonly fileLocks: OptionText;
  /** Why no connection can be; null: it can. */
  readonly noTcp?: string | null;
}) {
  const { kept, onChange, tcp, fileLocks, noTcp = null } = props;
  return (
    <>
      <Checkbox
        isSelected={kept.tcpEstablished && noTcp === null}
        isDisabled={noTcp !== null}
        onChange={(tcpEstablished) => onChange({ tcpEstablished })}
        description={noTcp ?? tcp.description}
      >
        {tcp.label}
      </Checkbox>
      <Checkbox
        isSelected={kept.fileLocks}
        onChange={(locks) => onChange({ fileLocks: locks })}
        description={fileLocks.description}
      >
        {fileLocks.label}
      </Checkbox>
    </>
  );
}
