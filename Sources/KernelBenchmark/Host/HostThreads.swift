import ConvKernels
import MachineProbe

/// Keeps threads where they are while kernels are timed.
public enum HostThreads {
    /// Lets OpenMP tie its threads to processors; to be called before any kernel is prepared.
    public static func bind() {
        _ = ThreadAffinity.processorsAtStart
        OpenMPBinding.prepare()
    }

    /// The processors that this process may use.
    public static var processors: Int { max(1, ThreadAffinity.processorsAtStart.count) }

    /// Ties this thread to the last processor that it may use, which the system itself uses least.
    public static func pin() {
        guard let last = ThreadAffinity.processorsAtStart.last else { return }
        ThreadAffinity.pin(to: [last])
    }
}
