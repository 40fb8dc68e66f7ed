import { defineConfig } from '@playwright/test';
import common from '../playwright.config.ts';

export default defineConfig({ ...common, testDir: '.', testIgnore: [], outputDir: '../../test-results/pack' });
