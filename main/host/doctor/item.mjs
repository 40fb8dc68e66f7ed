// @ts-check
/** Making the items of the report. */

/** @typedef {import('../../../shared/doctor.ts').DoctorItem} DoctorItem */

/** @param {string} id @param {string} title @param {string} found @returns {DoctorItem} */
export function ok(id, title, found) {
  return { id, title, state: 'ok', found, cost: null, remedy: null };
}

/**
 * It is well as it is, but the user goes without something.
 * @param {string} id
 * @param {string} title
 * @param {string} found
 * @param {string} cost
 * @returns {DoctorItem}
 */
export function info(id, title, found, cost) {
  return { id, title, state: 'info', found, cost, remedy: null };
}

/**
 * @param {string} id
 * @param {string} title
 * @param {string | null} found
 * @param {string} cost
 * @param {string} remedy
 * @returns {DoctorItem}
 */
export function limited(id, title, found, cost, remedy) {
  return { id, title, state: 'limited', found, cost, remedy };
}

/**
 * @param {string} id
 * @param {string} title
 * @param {string} cost
 * @param {string} remedy
 * @param {string | null} [found]
 * @returns {DoctorItem}
 */
export function missing(id, title, cost, remedy, found = null) {
  return { id, title, state: 'missing', found, cost, remedy };
}
