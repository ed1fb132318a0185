import ConvKernels
import LongWork
import NetworkIR

/// Prepares kernels of real backends. The only place that knows both the scheduler and the kernels.
public final class BackendExecutor: KernelExecutor {
    public let backends: [any KernelBackend]
    /// Problems of more operations than this are timed without verification: the reference would take minutes.
    public let verificationLimit: Int
    /// Stops a verification under way.
    public let cancellation: Cancellation
    fileprivate let caches = CachePreparation()
    /// The last problem's operands and what the reference makes of them: its other algorithms come right after it.
    private var reference: (problem: Problem, operands: [[Float]], result: [Float])?

    public init(
        backends: [any KernelBackend] = KernelBackends.all, verificationLimit: Int = 1 << 36,
        cancellation: Cancellation = Cancellation()
    ) {
        self.backends = backends
        self.verificationLimit = verificationLimit
        self.cancellation = cancellation
    }

    /// What the backends offer, as plans need it.
    public var catalogue: KernelCatalogue {
        KernelCatalogue(
            backends: backends.map { backend in
                let obstacle: String? =
                    if case .missing(_, let message) = backend.availability() { message } else { nil }
                return KernelCatalogue.Backend(
                    name: backend.name, version: backend.version, obstacle: obstacle,
                    algorithms: { backend.algorithms(for: $0) }, reasonAgainst: { backend.reasonAgainst($0) })
            })
    }

    /// The backends that run whole networks.
    public static let networkBackends = ["onednn", "swift"]

    /// Why oneDNN cannot run whole networks here; nil where it can. Our own kernels always can.
    public var networkObstacle: String? { catalogue.backends.first { $0.name == "onednn" }?.obstacle }

    public func prepare(_ setting: KernelSetting) throws(KernelRefusal) -> any TimedKernel {
        guard let backend = backends.first(where: { $0.name == setting.backend }) else {
            throw .unsupported(reason: "there is no backend '\(setting.backend)'")
        }
        do {
            let kernel = try backend.prepare(
                setting.problem, algorithm: setting.algorithm, threads: setting.threads)
            return BackendKernel(kernel, of: setting, executor: self)
        } catch {
            throw KernelRefusal(error)
        }
    }

    /// Whether verification of a kernel of the problem would keep the user waiting: the plain loops come to some GFLOP/s.
    public func verifiesSlowly(_ problem: Problem) -> Bool {
        guard let flops = problem.requiredFLOPs else { return false }
        return (1 << 33...verificationLimit).contains(flops) && reference?.problem != problem
    }

    fileprivate func verify(_ kernel: any PreparedKernel, of setting: KernelSetting) -> Verification {
        let problem = setting.problem
        guard let flops = problem.requiredFLOPs, flops <= verificationLimit else {
            return .skipped(reason: "the reference would take minutes")
        }
        do {
            if reference?.problem != problem {
                reference = nil
                let operands = try problem.randomOperands(seed: 1)
                reference = (problem, operands, try referenceResult(problem, operands) { cancellation.isCancelled })
            }
            guard let reference else { return .skipped(reason: "there is no reference") }
            let outcome = try ConvKernels.verify(
                kernel, problem, algorithm: setting.algorithm, operands: reference.operands,
                expected: reference.result)
            return outcome.isPassed ? .passed : .failed(reason: outcome.description)
        } catch {
            return .failed(reason: error.description)
        }
    }
}

/// A backend's prepared kernel as the scheduler sees it.
private final class BackendKernel: TimedKernel {
    private let kernel: any PreparedKernel
    private let setting: KernelSetting
    private let executor: BackendExecutor

    init(_ kernel: any PreparedKernel, of setting: KernelSetting, executor: BackendExecutor) {
        self.kernel = kernel
        self.setting = setting
        self.executor = executor
    }

    var implementationName: String { kernel.implementationName }
    var workingSetBytes: Int { kernel.footprint.workingSetBytes }

    /// Winograd's F(4x4, 3x3) takes 36 products for 144, F(2x2, 3x3) 16 for 36 (Lavin & Gray, CVPR 2016).
    var multiplicationSaving: Double {
        guard implementationName.contains("wino") else { return 1 }
        return implementationName.contains("wino_2x3") ? 36.0 / 16 : 144.0 / 36
    }

    func verify() -> Verification { executor.verify(kernel, of: setting) }

    func beginRound() throws { try kernel.moveAndRun() }

    func makeReady(_ cacheState: CacheState) throws {
        switch cacheState {
        case .coldWeights: try executor.caches.makeReady(kernel)
        case .warm: break
        }
    }

    func run() throws { try kernel.run() }
}

extension KernelRefusal {
    init(_ error: KernelError) {
        switch error {
        case .unsupported, .unknownAlgorithm: self = .unsupported(reason: error.description)
        case .notEnoughMemory, .allocationFailed: self = .outOfMemory(reason: error.description)
        default: self = .failed(reason: error.description)
        }
    }
}
