import Testing

@testable import MachineProbe

/// Lines as a virtual machine with a Zen 4 shows them.
private let cpuinfo = """
    processor\t: 0
    vendor_id\t: AuthenticAMD
    cpu family\t: 25
    model\t\t: 17
    model name\t: AMD EPYC
    stepping\t: 1
    flags\t\t: fpu sse4_2 avx f16c fma avx2 avx512f avx512_bf16 hypervisor
    """

private func machine(_ change: (inout Machine) -> Void = { _ in }) -> Machine {
    var machine = Machine(
        processor: Processor(cpuinfo: cpuinfo), processorCount: 2, coreCount: 2,
        caches: [Cache(level: 1, kind: .data, bytes: 32_768, sharedBy: 1)],
        memory: MemoryLimits(total: 25_000_000_000, available: 20_000_000_000), kernel: "Linux 6.1", governor: nil,
        containerProcessors: nil, isVirtual: true)
    change(&machine)
    return machine
}

struct MachineTests {
    @Test func processorIsReadFromItsLines() {
        let processor = Processor(cpuinfo: cpuinfo)
        #expect(processor.vendor == "AuthenticAMD")
        #expect(processor.name == "AMD EPYC")
        #expect([processor.family, processor.model, processor.stepping] == [25, 17, 1])
        #expect(
            processor.instructionSets == ["sse4_2", "avx", "f16c", "fma", "avx2", "avx512f", "avx512_bf16"])
    }

    @Test func noCpuinfoIsNoCrash() {
        let processor = Processor(cpuinfo: "")
        #expect(processor.vendor == "unknown")
        #expect(processor.instructionSets.isEmpty)
    }

    @Test func fingerprintForgetsWhatARebootChanges() {
        let print = machine().fingerprint
        #expect(print.count == 16)
        #expect(machine { $0.kernel = "Linux 6.12" }.fingerprint == print)
        #expect(machine { $0.memory.total -= 40_000_000 }.fingerprint == print)
        #expect(machine { $0.memory.available = 1 }.fingerprint == print)
        #expect(machine { $0.governor = "powersave" }.fingerprint == print)
    }

    @Test func fingerprintTellsMachineTypesApart() {
        let print = machine().fingerprint
        let others: [(String, Machine)] = [
            ("stepping", machine { $0.processor.stepping = 2 }), ("cores", machine { $0.coreCount = 4 }),
            ("cache", machine { $0.caches[0].bytes = 49_152 }), ("memory", machine { $0.memory.total *= 2 }),
            ("instructions", machine { $0.processor.instructionSets.removeLast() }),
            ("name", machine { $0.processor.name = "AMD EPYC 9R14" }),
        ]
        for (what, other) in others { #expect(other.fingerprint != print, "\(what)") }
    }

    @Test(arguments: [("0", 1), ("0-3", 4), ("0-1,4-5", 4), ("7,9", 2), ("", 0), ("x", 0)])
    func processorListsAreCounted(text: String, count: Int) {
        #expect(ProcessorList.count(text) == count)
    }

    @Test func usableMemoryIsTheTighterLimit() {
        let free = MemoryLimits(total: 1000, available: 600)
        #expect(free.usable == 600)
        #expect(MemoryLimits(total: 1000, available: 600, containerLimit: 500, containerUse: 100).usable == 400)
        #expect(MemoryLimits(total: 1000, available: 600, containerLimit: 900, containerUse: 100).usable == 600)
        #expect(MemoryLimits(total: 1000, available: 600, containerLimit: 100, containerUse: 200).usable == 0)
    }

    @Test func neighboursAreWhatIsNotOurs() {
        let start = ProcessorTimes(busySeconds: 100, ownSeconds: 10, momentSeconds: 50)
        let end = ProcessorTimes(busySeconds: 106, ownSeconds: 14, momentSeconds: 54)
        #expect(end.neighbourLoad(since: start) == 0.5)
        #expect(start.neighbourLoad(since: start) == 0)
    }

    @Test func thisMachineSaysSomething() {
        let machine = Machine.current()
        #expect(machine.processorCount >= 1)
        #expect(machine.memory.total > machine.memory.available / 2)
        #expect(machine.fingerprint == Machine.current().fingerprint)
        #expect(!ThreadAffinity.allowedProcessors().isEmpty)
    }
}
