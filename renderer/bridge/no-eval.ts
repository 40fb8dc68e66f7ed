/** Imported before any schema is made: the page's policy forbids code made of strings, which zod would otherwise try. */
import { z } from 'zod/mini';

z.config({ ...z.locales.en(), jitless: true });
