// No import cycles at run time (type-only imports do not count). Reports each cycle once, by its shortest loop.

import { relative } from 'node:path';
import { finding } from '../lib/findings.mjs';
import { importsOf, target } from '../lib/imports.mjs';
import { ROOT } from '../lib/workspace.mjs';

export const title = 'Import cycles';

/** file → files it imports at run time. */
function importGraph(project) {
  const graph = new Map();
  for (const source of project.sources) {
    const targets = [];
    for (const { name, typeOnly } of importsOf(source)) {
      const file = typeOnly ? null : target(source, name);
      if (file !== null) targets.push(file);
    }
    graph.set(source.fileName, targets);
  }
  return graph;
}

/** Strongly connected components with more than one member or a self-loop (Tarjan, iterative on the call depth of imports). */
function components(graph) {
  const index = new Map();
  const low = new Map();
  const stack = [];
  const onStack = new Set();
  const found = [];
  function visit(node) {
    index.set(node, index.size);
    low.set(node, index.get(node));
    stack.push(node);
    onStack.add(node);
    for (const next of graph.get(node) ?? []) {
      if (!index.has(next)) {
        visit(next);
        low.set(node, Math.min(low.get(node), low.get(next)));
      } else if (onStack.has(next)) low.set(node, Math.min(low.get(node), index.get(next)));
    }
    if (low.get(node) !== index.get(node)) return;
    const members = stack.splice(stack.indexOf(node));
    for (const member of members) onStack.delete(member);
    if (members.length > 1 || (graph.get(node) ?? []).includes(node)) found.push(members);
  }
  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return found;
}

/** The shortest way from `start` back to itself. */
function shortestLoop(graph, start, members) {
  const cameFrom = new Map();
  const queue = [start];
  for (const node of queue) {
    for (const next of graph.get(node) ?? []) {
      if (next === start) {
        const loop = [];
        for (let at = node; at !== undefined; at = cameFrom.get(at)) loop.unshift(at);
        return loop;
      }
      if (members.includes(next) && !cameFrom.has(next) && next !== start) {
        cameFrom.set(next, node);
        queue.push(next);
      }
    }
  }
  return members;
}

export function* check(project) {
  const graph = importGraph(project);
  const sources = new Map(project.sources.map((source) => [source.fileName, source]));
  for (const members of components(graph)) {
    const loops = members.map((member) => shortestLoop(graph, member, members));
    const loop = loops.sort((a, b) => a.length - b.length)[0];
    const source = sources.get(loop[0]);
    const names = [...loop, loop[0]].map((file) => relative(`${ROOT}/packages`, file).replace('/src/', ':'));
    yield finding(
      source,
      source.statements[0] ?? source,
      `${names.join(' -> ')}${members.length > loop.length ? ` (${members.length} files hang together)` : ''}`,
    );
  }
}
