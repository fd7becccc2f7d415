// A workspace that leaves as a folder, and comes back: `dojo` and `pytest` take what is downloaded.

import { BadZip, unzipped, zipped } from "./zip.js";

/** Save the workspace as a zip on the learner's computer. */
export function download(course, files) {
  const folder = `my-${course.name}`;
  const inside = Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
  const address = URL.createObjectURL(zipped(inside));
  const link = Object.assign(document.createElement("a"), { href: address, download: `${folder}.zip` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Return the learner's files in a zip: what is not as the course wrote it; an error says why not. */
export async function opened(course, blob) {
  const all = await unzipped(blob);
  const place = Object.keys(all).find((name) => name === course.manifest || name.endsWith(`/${course.manifest}`));
  if (place === undefined) {
    throw new BadZip(`The zip is not a workspace: it has no ${course.manifest}. dojo start makes a workspace.`);
  }
  const root = place.slice(0, -course.manifest.length);
  const files = Object.fromEntries(
    Object.entries(all)
      .filter(([name]) => name.startsWith(root))
      .map(([name, text]) => [name.slice(root.length), text.replaceAll("\r\n", "\n")]),
  );
  checkCourse(course, files);
  const own = Object.entries(files).filter(([name, text]) => isLearners(name) && text !== course.files[name]);
  return Object.fromEntries(own);
}

function checkCourse(course, files) {
  let known;
  try {
    known = JSON.parse(files[course.manifest]);
  } catch {
    throw new BadZip(`${course.manifest} in the zip is damaged.`);
  }
  const theirs = Object.keys(known?.files ?? {}).filter((name) => name.startsWith("kata/"));
  const shared = theirs.some((name) => name in course.files && !name.endsWith("__init__.py"));
  const named = String(known?.course ?? "");
  const own = JSON.parse(course.files[course.manifest]).course ?? "";
  if (named !== own || !shared) {
    throw new BadZip(`The zip is a workspace of another course${named && `, ${named}`}; this page is about ${course.title}.`);
  }
}

/** Features are the course's here, so that a verdict means the same; and the manifest is made anew. */
function isLearners(name) {
  return !/^(features|\.dojo|\.git|\.venv)\/|(^|\/)(__pycache__|\.pytest_cache)\/|\.pyc$/.test(name);
}
