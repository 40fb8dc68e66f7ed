/** One end of a channel to the window, whatever it is made of: Electron's ports in the app, others in tests. */
export interface Port {
  post(message: unknown): void;
  /** Messages that came before are not lost: they wait for the first listener. */
  onMessage(listener: (message: unknown) => void): void;
  /** The other end is gone: closed, or its window has crashed. */
  onClose(listener: () => void): void;
  close(): void;
}
