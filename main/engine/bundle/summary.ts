/** A container's row in the list, from its record and its state. */
import { type ContainerSummary, hasEnded } from '../../../shared/container.ts';
import type { ContainerStatus } from '../../runtime/oci-runtime.ts';
import type { ContainerRecord } from './container-record.ts';

/**
 * @param usualRuntime the OCI runtime of new containers: it isn't named in each row
 */
export function summaryOf(record: ContainerRecord, status: ContainerStatus, usualRuntime: string): ContainerSummary {
  const { id, name, image, command, createdAt, ociRuntime } = record;
  const { state, startedAt, checkpointed } = status;
  const isOver = hasEnded({ state });
  return {
    id,
    name,
    image: image.name,
    imageId: image.id,
    command: [...command],
    state,
    createdAt,
    startedAt: startedAt === null ? null : Math.round(startedAt),
    exitedAt: isOver && status.finishedAt !== null ? Math.round(status.finishedAt) : null,
    exitCode: isOver ? status.exitCode : null,
    pid: status.pid,
    oomKilled: isOver && status.oomKilled,
    ports: record.ports.map(({ hostIp, hostPort, containerPort, protocol }) => ({
      hostIp,
      hostPort: hostPort ?? 0,
      containerPort,
      protocol,
      range: 1,
    })),
    autoRemove: record.spec.autoRemove,
    pod: null,
    isInfra: false,
    ociRuntime: ociRuntime === usualRuntime ? null : ociRuntime,
    checkpointed: isOver ? checkpointed : false,
    restartsAt: isOver ? record.restartsAt : null,
  };
}

/** Of a container whose record is broken. */
export function brokenSummary(
  id: string,
  { state, startedAt, exitCode, finishedAt, pid, oomKilled }: ContainerStatus,
): ContainerSummary {
  const isOver = hasEnded({ state });
  return {
    ...{ id, name: id.slice(0, 12), image: '', imageId: '', command: [], state, createdAt: 0 },
    ...{
      startedAt,
      exitedAt: isOver ? finishedAt : null,
      exitCode: isOver ? exitCode : null,
      oomKilled: isOver && oomKilled,
    },
    ...{ pid, autoRemove: false, ports: [], pod: null, isInfra: false, ociRuntime: null, checkpointed: false },
    restartsAt: null,
  };
}
