import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { OnnxAttribute, OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from './onnx-model.ts';

/** Version 8 of the file format goes with version 17 of the operators; both are read by every onnxruntime since 1.12. */
const IR_VERSION = 8;
const OPSET_VERSION = 17;

/** `TensorProto.DataType` of onnx.proto. */
const DATA_TYPE = { float: 1, int64: 7, float16: 10 };

/** `AttributeProto.AttributeType` of onnx.proto. */
const ATTRIBUTE_TYPE = { float: 1, int: 2, string: 3, ints: 7 };

/**
 * Writes a model as the bytes of an ONNX file: a `ModelProto` of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto,
 * whose field numbers stand here as they do there. The same model always gives the same bytes.
 */
export function encodeModel(model: OnnxModel): Uint8Array {
  const writer = new BinaryWriter();
  writer.tag(1, WireType.Varint).int64(IR_VERSION);
  writer.tag(2, WireType.LengthDelimited).string('face-auth');
  message(writer, 7, () => writeGraph(writer, model));
  message(writer, 8, () => writer.tag(2, WireType.Varint).int64(OPSET_VERSION));
  return writer.finish();
}

function writeGraph(writer: BinaryWriter, { name, nodes, constants, inputs, outputs }: OnnxModel): void {
  for (const node of nodes) message(writer, 1, () => writeNode(writer, node));
  writer.tag(2, WireType.LengthDelimited).string(name);
  for (const constant of constants) message(writer, 5, () => writeTensor(writer, constant));
  for (const input of inputs) message(writer, 11, () => writeValue(writer, input));
  for (const output of outputs) message(writer, 12, () => writeValue(writer, output));
}

function writeNode(writer: BinaryWriter, { op, inputs, outputs, attributes }: OnnxNode): void {
  for (const input of inputs) writer.tag(1, WireType.LengthDelimited).string(input);
  for (const output of outputs) writer.tag(2, WireType.LengthDelimited).string(output);
  writer.tag(4, WireType.LengthDelimited).string(op);
  for (const [name, value] of Object.entries(attributes)) {
    message(writer, 5, () => {
      writer.tag(1, WireType.LengthDelimited).string(name);
      writeAttribute(writer, value);
    });
  }
}

function writeAttribute(writer: BinaryWriter, value: OnnxAttribute): void {
  const type = (code: number) => writer.tag(20, WireType.Varint).int32(code);
  if (typeof value === 'number') {
    writer.tag(3, WireType.Varint).int64(value);
    type(ATTRIBUTE_TYPE.int);
  } else if (typeof value === 'string') {
    writer.tag(4, WireType.LengthDelimited).string(value);
    type(ATTRIBUTE_TYPE.string);
  } else if ('float' in value) {
    writer.tag(2, WireType.Bit32).float(value.float);
    type(ATTRIBUTE_TYPE.float);
  } else {
    for (const item of value) writer.tag(8, WireType.Varint).int64(item);
    type(ATTRIBUTE_TYPE.ints);
  }
}

function writeTensor(writer: BinaryWriter, { name, shape, values }: OnnxTensor): void {
  for (const size of shape) writer.tag(1, WireType.Varint).int64(size);
  writer.tag(2, WireType.Varint).int32(dataType(values));
  writer.tag(8, WireType.LengthDelimited).string(name);
  writer
    .tag(9, WireType.LengthDelimited)
    .bytes(new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength));
}

function dataType(values: OnnxTensor['values']): number {
  if (values instanceof Float32Array) return DATA_TYPE.float;
  return values instanceof BigInt64Array ? DATA_TYPE.int64 : DATA_TYPE.float16;
}

function writeValue(writer: BinaryWriter, { name, shape }: OnnxValue): void {
  writer.tag(1, WireType.LengthDelimited).string(name);
  message(writer, 2, () =>
    message(writer, 1, () => {
      writer.tag(1, WireType.Varint).int32(DATA_TYPE.float);
      message(writer, 2, () => {
        for (const size of shape) message(writer, 1, () => writeSize(writer, size));
      });
    }),
  );
}

function writeSize(writer: BinaryWriter, size: number | string): void {
  if (typeof size === 'number') writer.tag(1, WireType.Varint).int64(size);
  else writer.tag(2, WireType.LengthDelimited).string(size);
}

function message(writer: BinaryWriter, field: number, write: () => unknown): void {
  writer.tag(field, WireType.LengthDelimited).fork();
  write();
  writer.join();
}
