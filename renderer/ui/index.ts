/** What the screens share. */
export * from './Button.tsx';
export * from './Choices.tsx';
export * from './ContextMenu.tsx';
export * from './CopyButton.tsx';
export * from './cx.ts';
export * from './Dialog.tsx';
export * from './DialogButtons.tsx';
export * from './Fields.tsx';
export * from './format.ts';
export * from './icons.tsx';
export * from './Menu.tsx';
export * from './Notices.tsx';
export * from './ProgressBar.tsx';
export * from './SplitPane.tsx';
export * from './use-remembered.ts';
