import ConvKernels
import NetworkIR
import MachineProbe
OpenMPBinding.prepare()
let threads = CommandLine.arguments.contains("2") ? 2 : 1
if threads == 1 { ThreadAffinity.pin(to: [1]) }
struct Chain { var n: Network; var place: Source = .input
 mutating func add(_ o: NetworkIR.Operation, _ i: [Source]? = nil) throws { place = try n.append(o, to: i ?? [place], name: "l\(n.layers.count)") }
 mutating func conv(_ k: Int, _ f: Int, _ s: Int = 1, pad: Int? = nil, bn: Bool = false, relu: Bool = true, groups: Int = 1) throws {
  try add(.convolution(Convolution(filters: f, window: Window(kernel: Extent(square: k), stride: Extent(square: s), padding: Padding(all: pad ?? k/2)), groups: groups, bias: !bn)))
  if bn { try add(.batchNorm) }; if relu { try add(.activation(.relu)) } }
 mutating func pool(_ k: Int, _ s: Int, pad: Int = 0) throws { try add(.pool(Pool(kind: .max, window: Window(kernel: Extent(square: k), stride: Extent(square: s), padding: Padding(all: pad))))) }
 func done() -> Network { var m = n; m.outputs = [m.layers.count-1]; return m } }
func vgg() throws -> Network { var c = Chain(n: Network(name: "vgg16", input: FeatureMap(channels: 3, height: 224, width: 224)))
 for (r, f) in [(2,64),(2,128),(3,256),(3,512),(3,512)] { for _ in 0..<r { try c.conv(3, f) }; try c.pool(2,2) }
 for f in [4096,4096] { try c.add(.fullyConnected(outputs: f, bias: true)); try c.add(.activation(.relu)) }
 try c.add(.fullyConnected(outputs: 1000, bias: true)); return c.done() }
func alex() throws -> Network { var c = Chain(n: Network(name: "alexnet", input: FeatureMap(channels: 3, height: 224, width: 224)))
 try c.conv(11, 64, 4, pad: 2); try c.pool(3,2); try c.conv(5,192); try c.pool(3,2); try c.conv(3,384); try c.conv(3,256); try c.conv(3,256); try c.pool(3,2)
 for f in [4096,4096] { try c.add(.fullyConnected(outputs: f, bias: true)); try c.add(.activation(.relu)) }
 try c.add(.fullyConnected(outputs: 1000, bias: true)); return c.done() }
func r50() throws -> Network { var c = Chain(n: Network(name: "resnet50", input: FeatureMap(channels: 3, height: 224, width: 224)))
 try c.conv(7, 64, 2, bn: true); try c.pool(3,2,pad: 1); var ch = 64
 for (w, r, s) in [(64,3,1),(128,4,2),(256,6,2),(512,3,2)] { for i in 0..<r { let start = c.place; let st = i == 0 ? s : 1
  try c.conv(1,w,bn:true); try c.conv(3,w,st,bn:true); try c.conv(1,4*w,bn:true,relu:false); let main = c.place
  var short = start; if ch != 4*w || st != 1 { c.place = start; try c.conv(1,4*w,st,bn:true,relu:false); short = c.place; ch = 4*w }
  try c.add(.add, [main, short]); try c.add(.activation(.relu)) } }
 try c.add(.globalAveragePool); try c.add(.fullyConnected(outputs: 1000, bias: true)); return c.done() }
func mb() throws -> Network { var c = Chain(n: Network(name: "mobilenetv1", input: FeatureMap(channels: 3, height: 224, width: 224)))
 try c.conv(3,32,2,bn:true); var ch = 32
 for (f,s) in [(64,1),(128,2),(128,1),(256,2),(256,1),(512,2),(512,1),(512,1),(512,1),(512,1),(512,1),(1024,2),(1024,1)] { try c.conv(3,ch,s,bn:true,groups:ch); try c.conv(1,f,bn:true); ch = f }
 try c.add(.globalAveragePool); try c.add(.fullyConnected(outputs: 1000, bias: true)); return c.done() }
func med(_ a: [UInt64]) -> Double { let s = a.sorted(); return Double(s[s.count/2])/1e6 }
func ms(_ x: Double) -> String { let r = (x*1000).rounded()/1000; return "\(r)" }
if CommandLine.arguments.contains("machine") {
 let m = Machine.current(); print(m.fingerprint, m.processor.name, m.processor.family, m.caches, m.containerProcessors ?? -1, m.kernel)
 let p = MachinePeaks.measure(); print(p.oneCoreGflops, p.allCoresGflops, p.clockGHz); for b in p.bandwidths { print(b) }
 for pr in Precision.allCases { print(pr, libraryPeakGops(pr, threads: 1) ?? -1, libraryPeakGops(pr, threads: 2) ?? -1) }
 print("proc bind", OpenMPBinding.isActive ?? false)
} else {
for wino in [false, true] { for net in [try alex(), try vgg(), try r50(), try mb()] {
 if wino && net.name == "mobilenetv1" { continue }
 let params = try NetworkParameters.random(net, values: .scaled, seed: 1)
 var o = NetworkExecutorOptions(); o.threads = threads
 o.algorithm = { p in if wino, case .convolution(let c) = p.operation, c.window.kernel.height == 3, c.window.stride == .one { return "winograd" }; return "direct" }
 let e = try NetworkExecutor(net, params, o)
 // each layer alone (its problem, fused parts left out), cold weights + rewritten source
 var kernels: [(any PreparedKernel, Int)] = []
 for s in e.steps { if let p = s.problem { 
   let b = OneDNNBackend(); let a = o.algorithm(p); let al = b.algorithms(for: p)
   kernels.append((try b.prepare(p, algorithm: al.contains(a) ? a : "auto", threads: threads), 0)) } }
 var whole: [UInt64] = [], inside: [[UInt64]] = [], alone = kernels.map { _ in [UInt64]() }
 let start = monotonicNanoseconds()
 repeat {
  whole.append(try e.timedRun()); inside.append(try e.runTimingSteps())
  for i in kernels.indices { let k = kernels[i].0; k.flushAll(); k.touchSource(); alone[i].append(try k.timedRun()) }
 } while monotonicNanoseconds() - start < 4_000_000_000
 let steps = e.steps.indices.map { i in med(inside.map { $0[i] }) }
 let reorder = e.steps.indices.filter { e.steps[$0].kind == .reorder }.map { steps[$0] }.reduce(0,+)
 let sumAlone = alone.map(med).reduce(0,+)
 print("\(net.name) \(wino ? "winograd" : "direct"): whole \(ms(med(whole))) ms (\(whole.count)), inside sum \(ms(steps.reduce(0,+))), alone \(ms(sumAlone)) + reorders \(ms(reorder)) = \(ms((sumAlone+reorder)/med(whole)*100)) %; \(e.steps.count) kernels \(e.reorderCount) reorders, maps \(e.footprint.resultBytes >> 20) MiB, weights \(e.footprint.weightBytes >> 20)")
 if CommandLine.arguments.contains("steps") { for (i,s) in e.steps.enumerated() { print("   ", s.kind, s.layers, s.implementationName, ms(steps[i]), s.problem?.key ?? "") } }
}}
}
