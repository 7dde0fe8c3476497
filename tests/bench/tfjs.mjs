// TensorFlow.js on workloads of lab_bench: the same networks, batches and SGD, on its wasm and cpu backends.
import tf from '@tensorflow/tfjs';
import {setWasmPaths} from '@tensorflow/tfjs-backend-wasm';
import {createRequire} from 'node:module';
import {dirname} from 'node:path';

const kRounds = 5;
const kTurnMs = 100;
const kLearningRate = 0.01;

const kWorkloads = [
  {name: 'W1 2-4-2-1 tanh batch 10', units: [2, 4, 2, 1], act: tf.tanh, batch: 10},
  {name: 'W2 2-8x6-1 tanh batch 10', units: [2, 8, 8, 8, 8, 8, 8, 1], act: tf.tanh, batch: 10},
  {name: 'W3 784-128-64-10 relu batch 32', units: [784, 128, 64, 10], act: tf.relu, batch: 32, softmax: true},
  {name: 'CNN 16x16 c8 p2 c16 p2 10 batch 32', makeStep: makeCnnStep, batch: 32},
];

// One SGD step, to be called again and again.
function makeStep({units, act, batch, softmax}) {
  const layers = units.slice(1).map((out, l) => {
    const limit = Math.sqrt(6 / (units[l] + out));
    return {weights: tf.variable(tf.randomUniform([units[l], out], -limit, limit)), biases: tf.variable(tf.zeros([out]))};
  });
  const outputs = units.at(-1);
  const x = tf.randomUniform([batch, units[0]], -1, 1);
  const classes = Array.from({length: batch}, (_, k) => k % outputs);
  const t = softmax ? tf.cast(tf.oneHot(tf.tensor1d(classes, 'int32'), outputs), 'float32') :
                      tf.randomUniform([batch, outputs], -1, 1);
  const loss = () => {
    const y = layers.reduce((a, {weights, biases}, l) => {
      const z = tf.add(tf.matMul(a, weights), biases);
      return l + 1 < layers.length ? act(z) : z;
    }, x);
    if (!softmax) return tf.mul(0.5, tf.mean(tf.square(tf.sub(y, t))));
    const shifted = tf.sub(y, tf.max(y, 1, true));
    const logs = tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), 1, true)));
    return tf.neg(tf.mean(tf.sum(tf.mul(t, logs), 1)));
  };
  return () => tf.tidy(() => {
    const {grads} = tf.variableGrads(loss);
    for (const {weights, biases} of layers) {
      for (const variable of [weights, biases])
        variable.assign(tf.sub(variable, tf.mul(kLearningRate, grads[variable.name])));
    }
  });
}

// The small network for images of cnn.h.
function makeCnnStep() {
  const variable = (shape, fanIn) => {
    const limit = Math.sqrt(6 / fanIn);
    return tf.variable(tf.randomUniform(shape, -limit, limit));
  };
  const kernels = [variable([3, 3, 1, 8], 9), variable([3, 3, 8, 16], 72)];
  const weights = variable([256, 10], 256);
  const biases = [8, 16, 10].map((count) => tf.variable(tf.zeros([count])));
  const x = tf.randomUniform([32, 16, 16, 1], -1, 1);
  const t = tf.cast(tf.oneHot(tf.tensor1d(Array.from({length: 32}, (_, k) => k % 10), 'int32'), 10), 'float32');
  const loss = () => {
    const a = kernels.reduce((image, kernel, l) =>
      tf.maxPool(tf.relu(tf.add(tf.conv2d(image, kernel, 1, 'same'), biases[l])), 2, 2, 'valid'), x);
    const y = tf.add(tf.matMul(tf.reshape(a, [32, 256]), weights), biases[2]);
    const shifted = tf.sub(y, tf.max(y, 1, true));
    const logs = tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), 1, true)));
    return tf.neg(tf.mean(tf.sum(tf.mul(t, logs), 1)));
  };
  return () => tf.tidy(() => {
    const {grads} = tf.variableGrads(loss);
    for (const each of [...kernels, weights, ...biases])
      each.assign(tf.sub(each, tf.mul(kLearningRate, grads[each.name])));
  });
}

function medianUs(step) {
  const turn = (ms) => {
    let steps = 0;
    const start = performance.now();
    while (performance.now() - start < ms) step(), ++steps;
    return 1000 * (performance.now() - start) / steps;
  };
  turn(2 * kTurnMs);
  const all = Array.from({length: kRounds}, () => turn(kTurnMs)).sort((a, b) => a - b);
  return all[Math.floor(kRounds / 2)];
}

const wasm = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
setWasmPaths(dirname(wasm) + '/');
console.log('\nTensorFlow.js: millions of examples a second');
for (const backend of ['wasm', 'cpu']) {
  if (backend === 'cpu') tf.env().set('IS_NODE', false);  // or it advertises another package
  if (!await tf.setBackend(backend)) {
    console.log(`${backend}: does not start here`);
    continue;
  }
  for (const work of kWorkloads) {
    const row = `${work.name.padEnd(34)} ${backend.padEnd(5)}`;
    try {
      const us = medianUs((work.makeStep ?? makeStep)(work));
      console.log(`${row} ${us.toFixed(1).padStart(9)} us/step ${(work.batch / us).toFixed(4).padStart(9)}`);
    } catch (error) {  // the wasm backend has no slope of a convolution's kernels
      if (!error.message.includes('not registered')) throw error;
      console.log(`${row} cannot train this: ${error.message}`);
    }
  }
}
