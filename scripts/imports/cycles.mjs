/**
 * Finds one cycle for every group of nodes that can reach one another.
 *
 * @param {Map<string, Iterable<string>>} edges
 * @returns {string[][]} each cycle as its nodes, without repeating the first at the end
 */
export function findCycles(edges) {
  return findKnots(edges).map(knot => shortestCycle(edges, knot));
}

/** Tarjan's algorithm: the strongly connected components with more than one node. */
function findKnots(edges) {
  const order = new Map();
  const low = new Map();
  const stack = [];
  const knots = [];

  const visit = node => {
    order.set(node, order.size);
    low.set(node, order.get(node));
    stack.push(node);

    for (const next of edges.get(node) ?? []) {
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node), low.get(next)));
    }
    if (low.get(node) !== order.get(node)) return;

    const knot = stack.splice(stack.indexOf(node));
    const importsItself = [...(edges.get(node) ?? [])].includes(node);
    if (knot.length > 1 || importsItself) knots.push(knot);
  };

  for (const node of edges.keys()) if (!order.has(node)) visit(node);
  return knots;
}

/** From the knot's first node back to itself, breadth first. */
function shortestCycle(edges, knot) {
  const start = [...knot].sort()[0];
  const cameFrom = new Map();
  const queue = [start];

  for (const node of queue) {
    for (const next of edges.get(node) ?? []) {
      if (next === start) return pathTo(node, cameFrom);
      if (!knot.includes(next) || cameFrom.has(next)) continue;
      cameFrom.set(next, node);
      queue.push(next);
    }
  }
  return knot;
}

function pathTo(node, cameFrom) {
  const path = [];
  for (let current = node; current !== undefined; current = cameFrom.get(current)) path.unshift(current);
  return path;
}
