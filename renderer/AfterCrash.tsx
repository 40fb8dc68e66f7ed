import { useState } from 'react';
import styles from './App.module.css';
import { isAfterCrash } from './state/after-crash.ts';
import { Button, Icon } from './ui/index.ts';

/** Says that the window was loaded again since its page had crashed; the address tells. */
export function AfterCrash() {
  const [isRead, setRead] = useState(() => !isAfterCrash());
  if (isRead) return null;
  return (
    <section className={styles.banner} aria-label="After a crash">
      <Icon name="warning" />
      <p role="status">
        <b>The window had crashed, and was loaded again.</b> Your containers and terminals ran on. What was being typed
        into a dialog is lost.
      </p>
      <Button onPress={() => setRead(true)}>Dismiss</Button>
    </section>
  );
}
