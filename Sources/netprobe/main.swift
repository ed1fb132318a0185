import ConvKernels
import NetworkIR
import ArchLanguage
import SourceText
import Foundation
for path in CommandLine.arguments.dropFirst() {
  var text = try String(contentsOfFile: path, encoding: .utf8)
  text = text.replacingOccurrences(of: "x224x224", with: "x96x96").replacingOccurrences(of: "x299x299", with: "x107x107").replacingOccurrences(of: "x256x256", with: "x64x64")
  let name = (path as NSString).lastPathComponent
  do {
    var net: Network
    do { net = try DesignSpace(SourceFile(name: path, text: text), name: name).network() }
    catch { net = try DesignSpace(SourceFile(name: path, text: try String(contentsOfFile: path, encoding: .utf8)), name: name).network() }
    let params = try NetworkParameters.random(net, values: .scaled, seed: 1)
    let p = Problem(operation: .activation(.relu), inputs: [net.input])
    var input = try p.randomOperands(seed: 2)[0]
    if name == "onehot.arch" || name == "embedding.arch" { input = input.map { abs($0) } }
    let expected = try referenceOutputs(of: net, params, input: input)
    for algorithm in ["auto", "winograd"] {
      var o = NetworkExecutorOptions(); o.algorithm = { p in if case .convolution(let c) = p.operation, c.window.kernel.height == 3, c.window.stride == .one, c.groups == 1 { algorithm } else { "auto" } }
      let e = try NetworkExecutor(net, params, o)
      try e.setInput(input); try e.run(); try e.run()
      var worst: Float = 0
      var scale: [Float] = []
      for (a, b) in zip(try e.outputs(), expected) {
        let l = b.reduce(Float(0)) { max($0, abs($1)) }
        let d = zip(a, b).reduce(Float(0)) { let x = abs($1.0 - $1.1); return x.isNaN ? .infinity : max($0, x) }
        scale.append(l); worst = max(worst, d / l)
      }
      let own = e.steps.filter { $0.implementationName.hasPrefix("swift") }.map(\.implementationName)
      print("\(worst < 1e-3 ? "ok " : "BAD") \(name) \(algorithm) \(worst) of \(scale) layers \(net.layers.count) kernels \(e.steps.count) reorders \(e.reorderCount) own \(own)")
    }
  } catch { print("ERR", name, error) }
}
