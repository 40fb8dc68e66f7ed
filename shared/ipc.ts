/**
 * The one map of what crosses the border between the window and the main process: for each call the shape of its
 * input and its output, for each push the shape of what comes. Both sides parse with it.
 */
import { z } from 'zod/mini';
import {
  checkpointInPlace,
  checkpointList,
  checkpointRequest,
  checkpointResult,
  operation,
  operationProgress,
  restoreRequest,
  restoreResult,
} from './checkpoint.ts';
import { containerAction, containerDetails, containerSpec, containerSummary, processTable } from './container.ts';
import { doctorReport } from './doctor.ts';
import { engineSummary } from './engine.ts';
import { errorData } from './errors.ts';
import {
  imageAction,
  imageDetails,
  imageName,
  imageProgress,
  imageReference,
  imageSource,
  imageSummary,
} from './image.ts';
import { logQuery } from './logs.ts';
import { containerLabels, denialReport, selinuxReport, warnedContainer } from './selinux.ts';
import { sessionRequest, sessionSummary } from './session.ts';
import { statsSample } from './stats.ts';

const nothing = z.undefined();
const container = z.object({ engineId: z.string(), containerId: z.string() });
const engine = z.object({ engineId: z.string() });
const image = z.object({ engineId: z.string(), imageId: z.string() });
/** Names a port that comes with a `port` message of the same name: see {@link portMessage}. */
const port = z.object({ portId: z.string() });

/** What the window may ask for. */
export const calls = {
  /** Versions, and whether a stand-in Electron is used. */
  'app.about': {
    input: nothing,
    output: z.object({
      version: z.string(),
      electron: z.string(),
      chrome: z.string(),
      node: z.string(),
      standIn: z.boolean(),
    }),
  },
  /** Opens a link of an http(s) address in the user's browser. */
  'app.openLink': { input: z.object({ url: z.string() }), output: nothing },
  /**
   * To `app.quitAsked`: the page asks the user; the app may quit, at once or as soon as no operation is under way; or it
   * stays.
   */
  'app.answerQuit': {
    input: z.object({ answer: z.enum(['asking', 'quit', 'quit-when-done', 'stay']) }),
    output: nothing,
  },
  /** The set-up's report on this machine. */
  'app.doctor': { input: nothing, output: doctorReport },

  'engines.list': { input: nothing, output: z.array(engineSummary) },
  /** Looks for engines again, and tries lost ones at once. @returns those that are known then */
  'engines.find': { input: nothing, output: z.array(engineSummary) },
  /** Tries a lost engine again at once. */
  'engines.retry': { input: engine, output: nothing },

  'containers.list': {
    input: engine,
    output: z.object({
      /** Counts the patches: the next patch has the next number. */
      revision: z.number(),
      containers: z.array(containerSummary),
      labels: z.array(containerLabels),
      warned: z.array(warnedContainer),
    }),
  },
  /**
   * These are in view: what the list doesn't tell of them is asked for first. Labels arrive as `containers.labels`, and
   * whether those that have ended are frozen as `containers.patch`.
   */
  'containers.inView': {
    input: z.extend(engine, { containerIds: z.array(z.string()).check(z.maxLength(1000)) }),
    output: nothing,
  },
  'containers.act': { input: z.extend(container, { action: containerAction }), output: nothing },
  'containers.create': {
    input: z.extend(engine, { spec: containerSpec, start: z.boolean() }),
    /** The container is there even where it could not be started; then `startError` says why. */
    output: z.object({ containerId: z.string(), startError: z.nullable(errorData), warnings: z.array(z.string()) }),
  },
  'containers.inspect': { input: container, output: containerDetails },
  'containers.processes': { input: container, output: processTable },
  /** How many exec sessions run in it, whoever has started them. */
  'containers.openExecSessions': { input: container, output: z.int() },
  'containers.selinux': { input: container, output: selinuxReport },
  /** Reads logs: asked for when somebody looks, not at each change of a container. */
  'containers.denials': { input: container, output: denialReport },
  /** Begins the stats of a container: what the main process remembers; more comes as `stats.sample`. */
  'containers.watchStats': { input: container, output: z.array(statsSample) },
  'containers.unwatchStats': { input: container, output: nothing },
  /** Opens a log; its lines come over the port. */
  'containers.openLog': { input: z.extend(container, { query: logQuery }), output: port },

  'images.list': { input: engine, output: z.array(imageSummary) },
  'images.inspect': { input: image, output: imageDetails },
  'images.act': { input: z.extend(image, { action: imageAction }), output: nothing },
  /** Asks the user for a file or a folder; null: called off. */
  'images.choose': { input: z.object({ what: z.enum(['file', 'folder']) }), output: z.nullable(imageSource) },
  /** Takes in what was chosen. @returns the images that were in it */
  'images.import': {
    input: z.extend(engine, { operationId: z.string(), sourceId: z.string(), name: z.nullable(imageName) }),
    output: z.object({ imageIds: z.array(z.string()) }),
  },
  'images.pull': {
    input: z.extend(engine, { operationId: z.string(), reference: imageReference }),
    output: z.object({ imageIds: z.array(z.string()) }),
  },
  /** Calls off an import or a pull, which then rejects with `cancelled`. One that is over is none of its matter. */
  'images.cancel': { input: z.object({ operationId: z.string() }), output: nothing },

  'sessions.list': { input: nothing, output: z.array(sessionSummary) },
  'sessions.open': { input: sessionRequest, output: sessionSummary },
  /** Looks at a session: replay, output and state come over the port. Closing the port ends the view only. */
  'sessions.view': { input: z.object({ sessionId: z.string() }), output: port },
  /**
   * The command lines of what runs in a session and would end with it, that of its own command first: a shell alone there
   * has nothing at work. Null: it can't be told.
   */
  'sessions.programs': {
    input: z.object({ sessionId: z.string() }),
    output: z.nullable(z.array(z.string())),
  },
  /** Runs the same command again in the same tab. */
  'sessions.restart': { input: z.object({ sessionId: z.string() }), output: nothing },
  /** Ends the session and forgets it. */
  'sessions.close': { input: z.object({ sessionId: z.string() }), output: nothing },

  'checkpoints.list': { input: nothing, output: checkpointList },
  /** The checkpoint in place of one container. Rejects with `wrong-state` where it isn't frozen. */
  'checkpoints.inPlace': { input: container, output: checkpointInPlace },
  'checkpoints.create': {
    input: z.extend(container, { operationId: z.string(), request: checkpointRequest }),
    output: checkpointResult,
  },
  'checkpoints.restore': {
    input: z.object({ operationId: z.string(), request: restoreRequest }),
    output: restoreResult,
  },
  /** Deletes an archive from the catalogue, and its file. */
  'checkpoints.delete': { input: z.object({ archiveId: z.string() }), output: nothing },
  /** Asks the user for an archive's file and copies it into the catalogue; null: called off. */
  'checkpoints.add': {
    input: z.object({ operationId: z.string() }),
    output: z.nullable(z.object({ archiveId: z.string() })),
  },
  /** Asks the user where to, and copies an archive's file there. @returns the path; null: called off */
  'checkpoints.save': {
    input: z.object({ operationId: z.string(), archiveId: z.string() }),
    output: z.nullable(z.object({ path: z.string() })),
  },
  /** Shows an archive's file in the file manager. */
  'checkpoints.reveal': { input: z.object({ archiveId: z.string() }), output: nothing },
  /** Calls one off, as far as it can be: its own call then fails as `cancelled`. */
  'operations.cancel': { input: z.object({ operationId: z.string() }), output: nothing },
} as const satisfies Record<string, { input: z.ZodMiniType; output: z.ZodMiniType }>;

export type CallName = keyof typeof calls;
export type CallInput<N extends CallName> = z.infer<(typeof calls)[N]['input']>;
export type CallOutput<N extends CallName> = z.infer<(typeof calls)[N]['output']>;

export function isCallName(name: string): name is CallName {
  return Object.hasOwn(calls, name);
}

/** What would end, or be broken off, with the app. */
const quitMatters = z.object({ sessions: z.array(sessionSummary), operations: z.array(operation) });
export type QuitMatters = z.infer<typeof quitMatters>;

/** What the main process tells the window unasked. */
export const pushes = {
  'engines.changed': z.array(engineSummary),
  /** A fresh snapshot after a connection was made again: ask for `containers.list`. */
  'containers.reset': engine,
  'containers.patch': z.extend(engine, {
    revision: z.number(),
    changed: z.array(containerSummary),
    removed: z.array(z.string()),
  }),
  'containers.labels': z.extend(engine, { labels: z.array(containerLabels) }),
  /** All of the engine's containers whose labels are not as they should be, in the place of those told before. */
  'containers.warned': z.extend(engine, { warned: z.array(warnedContainer) }),
  /** The engine refuses to tell the stats of a container that is watched: until it is asked for again nothing comes. */
  'stats.failed': z.extend(container, { error: errorData }),
  'stats.sample': z.extend(container, { sample: statsSample }),
  'sessions.changed': z.array(sessionSummary),
  /** The catalogue or a checkpoint in place has changed: ask for `checkpoints.list`. */
  'checkpoints.changed': nothing,
  'operation.progress': operationProgress,
  /** An engine's images, or their names, are others than before: ask for `images.list`. */
  'images.changed': engine,
  'images.progress': imageProgress,
  /** A file or folder was dropped on the window, wherever in it. */
  'images.dropped': imageSource,
  /** The app was to quit, and these would end with it: to be answered at once. None: it is asked no more. */
  'app.quitAsked': quitMatters,
} as const satisfies Record<string, z.ZodMiniType>;

export type PushName = keyof typeof pushes;
export type PushPayload<N extends PushName> = z.infer<(typeof pushes)[N]>;

/** A push as it crosses: a name and what belongs to it. */
export type Push = { [N in PushName]: { name: N; payload: PushPayload<N> } }[PushName];

/** How a call ends. */
export type CallResult<T> = { ok: true; value: T } | { ok: false; error: z.infer<typeof errorData> };

/** How a call's answer crosses, before its value is parsed with the call's own output shape. */
export const callResult = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: errorData }),
]);

export const pushMessage = z.object({
  name: z.enum(Object.keys(pushes) as [PushName, ...PushName[]]),
  payload: z.unknown(),
});

/** Posted by preload to its own window, with one MessagePort, when the main process hands one over. */
export const portMessage = z.object({ gantry: z.literal('port'), portId: z.string() });

/** All that preload puts into the window, as `window.gantry`. */
export interface Bridge {
  /** Answers with what {@link callResult} describes; never rejects. */
  call(name: string, input: unknown): Promise<unknown>;
  /** The listener gets what {@link pushMessage} describes; the answer ends it. */
  onPush(listener: (push: unknown) => void): () => void;
}
