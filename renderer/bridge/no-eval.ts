/** Imported before any schema is made: the page's policy forbids code made of strings, which zod would otherwise try. */
import { z } from 'zod';

z.config({ jitless: true });
